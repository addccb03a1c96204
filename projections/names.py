"""What offices and categories are called, for those who read the words of a view."""

from services.city.book import CityBook


def names_of(book: CityBook, language: str) -> dict[str, str]:
    """Name offices and categories, by code, as people know them."""
    names = {code: office.name for code, office in book.offices.items()}
    for code, category in book.categories.items():
        if defined := category.definition:
            names[code] = defined.name if language == "zh" else defined.name_en
    return names
