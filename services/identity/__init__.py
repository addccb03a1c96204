"""Who somebody is: riders by phone and code, staff by login and password, and their sessions."""
