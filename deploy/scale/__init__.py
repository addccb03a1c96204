"""How large it may become: what arrives in a city or a country, and what that takes."""
