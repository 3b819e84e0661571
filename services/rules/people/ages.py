"""Tells ages as a library counter speaks of them: school years first, then decades of life."""

from datetime import date

from services.rules.vocabulary import AgeGroup

_SCHOOL_ENTRY_AGE = 6
_PRIMARY_YEARS = 6
_MIDDLE_YEARS = 3
_SCHOOL_YEAR_START = (4, 1)
_DECADES = {
    2: AgeGroup.TWENTIES,
    3: AgeGroup.THIRTIES,
    4: AgeGroup.FORTIES,
    5: AgeGroup.FIFTIES,
    6: AgeGroup.SIXTIES,
    7: AgeGroup.SEVENTIES,
}


def age_on(birth: date, day: date) -> int:
    """Tell the age in whole years; a birthday on 29 February counts on 1 March in other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_group(birth: date | None, day: date) -> AgeGroup | None:
    """Tell the age group of the header (domain.md, "Who receives a slip": up to 小学生); None without a birth date.

    小学生 are children from the first of April after their sixth birthday through 31 March six years later, 中学生
    three more years. Japanese law completes a year of age on the eve of the birthday, so a child born on 1 April
    enters with those born in March, not with those born on 2 April.
    """
    if birth is None:
        return None
    entry = birth.year + _SCHOOL_ENTRY_AGE + ((birth.month, birth.day) > _SCHOOL_YEAR_START)
    school_year = day.year - ((day.month, day.day) < _SCHOOL_YEAR_START)
    years_at_school = school_year - entry
    if years_at_school < 0:
        return AgeGroup.PRESCHOOL
    if years_at_school < _PRIMARY_YEARS:
        return AgeGroup.PRIMARY_SCHOOL
    if years_at_school < _PRIMARY_YEARS + _MIDDLE_YEARS:
        return AgeGroup.MIDDLE_SCHOOL
    decade = age_on(birth, day) // 10
    if decade <= 1:
        return AgeGroup.TEENS
    return _DECADES.get(decade, AgeGroup.EIGHTY_AND_OVER)
