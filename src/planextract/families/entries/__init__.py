"""The entries family: a line of title, department and amount for each project, over lines of prose."""
