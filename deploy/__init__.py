"""What runs a city in earnest: whole sets of processes, and the steps of those who tend them."""
