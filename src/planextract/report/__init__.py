"""Write one HTML file in which a person compares the data of a plan with its pages."""
