"""Knowledge of the Japanese language and of Japanese public bodies; it imports nothing of the project."""
