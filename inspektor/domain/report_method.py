"""How the cases were chosen and reviewed, in words and tables written from the draw itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inspektor.domain import swedish
from inspektor.domain.comparison import BETWEEN, between
from inspektor.domain.document import Block, Bullets, Cell, Heading, Paragraph, Table, Text
from inspektor.domain.fields import BY_KEY, UNKNOWN
from inspektor.domain.report_facts import under_way
from inspektor.domain.report_parts import CASES, CHECKLISTS, DRAW, EVERY_APPENDIX, Appendices
from inspektor.domain.result_tables import TOTAL_IS_REVIEWED
from inspektor.domain.results import OTHERS, Material
from inspektor.domain.review import ADDED, Case
from inspektor.domain.sampling import BALANCED, NOUNS, Draw, Quota, Stratum
from inspektor.domain.values import unit_key

METHOD = "Metod och urval"


@dataclass(frozen=True)
class FrameFacts:
    """What the report says of the frame. `rejected` holds row, column and reason; `joined` the spelling kept and
    those joined.
    """

    rows: int
    sha256: str
    rejected: tuple[tuple[int, str, str], ...] = ()
    joined: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numbers_dropped: int = 0


@dataclass(frozen=True)
class Selection:
    """Where the cases come from: the frame, the draws in order, the cases that were replaced, and who reviewed."""

    frame: FrameFacts | None = None
    draws: tuple[Draw, ...] = ()
    replaced: tuple[Case, ...] = ()
    replacements: tuple[Case, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that the program itself has made of it, and that the report prints."""
        drawn = [number for draw in self.draws for number in (str(draw.seed), draw.frame_sha256)]
        return *drawn, *([self.frame.sha256] if self.frame else [])


def method(
    selection: Selection,
    material: Material,
    own: Iterable[Block] = (),
    appendices: Appendices = EVERY_APPENDIX,
    title: str = METHOD,
    unit: str = "",
    planned: Iterable[str] = (),
) -> Iterator[Block]:
    """The section on method with people's `own` text first; where there is no draw to tell of, the place of the text
    that must tell how the cases were chosen is visible until somebody has written it. `title` is the section's; `unit`
    is the one whose dialog version it is for, `planned` are the units that the review was to cover.
    """
    written = tuple(own)
    yield from written
    yield Heading(2, "Urval", "metod_urval")
    yield from _selection(selection, material, appendices)
    if not selection.draws and material.cases:
        yield _paragraph("Ärendena är inte dragna ur någon urvalsram.")
        yield from how_chosen(written, title)
    yield from _without_cases(planned, material)
    yield from _added(selection, material)
    yield from _replaced(selection, unit)
    if material.cases:
        yield Heading(2, "Aktgranskning", "metod_aktgranskning")
        yield from _reviewing(material, appendices)
        yield Heading(2, "Så redovisas resultaten", "metod_redovisning")
        yield from map(_paragraph, reading(material, appendices, unit))


def how_chosen(written: Sequence[Block], title: str) -> Iterator[Block]:
    """The visible place of the text that tells how cases that are not drawn were chosen, until it is `written`."""
    if not written:
        yield Paragraph((Text(f"Här saknas text: hur ärendena valdes (avsnittet ”{title}”)."),), "missing")


def _selection(selection: Selection, material: Material, appendices: Appendices) -> Iterator[Block]:
    if selection.frame is None and not selection.draws and not material.cases:
        yield Paragraph((Text("Granskningen har ännu inget urval."),), "missing")
    if selection.frame is not None:
        yield _paragraph(_frame(selection.frame, appendices))
    for draw in selection.draws:
        yield _paragraph(_draw(draw, appendices))
        yield strata_table(draw)
        if draw.notices:
            yield Bullets(tuple((Text(line),) for line in draw.notices))


def _frame(frame: FrameFacts, appendices: Appendices) -> str:
    taken = f"Urvalsramen är en lista med {swedish.number(frame.rows)} beslut."
    rejected = len({row for row, _, _ in frame.rejected})
    if rejected:
        who, where = swedish.plural(rejected, "den", "de"), appendices.name(DRAW)
        taken += (
            f" {swedish.upper_first(swedish.number(rejected, common=True))} {swedish.plural(rejected, 'rad', 'rader')} "
            f"i listan kunde inte användas{f'; {who} står med orsak i {where}' if where else ''}."
        )
    if frame.numbers_dropped:
        taken += " Personnummer användes för att läsa ut kön och ålder och har inte sparats."
    return taken


def _draw(draw: Draw, appendices: Appendices) -> str:
    """What was drawn and how: first the quota, then what was taken whole, then how it can be repeated."""
    quota = [stratum for stratum in draw.strata if not stratum.criterion]
    size = sum(len(stratum.drawn) for stratum in quota)
    parts = [_drawn(draw, size)] if quota else []
    parts += [_complete(draw, key, value) for key, value in draw.complete]
    if by_hash(draw):
        parts.append(
            f"Dragningen går att upprepa: med fröet {draw.seed} och metoden {draw.algorithm} ger samma urvalsram "
            f"alltid samma ärenden{appendices.reference(DRAW)}."
        )
    if draw.kind == "avsiktligt":
        parts.append("Resultaten gäller de valda ärendena och kan inte räknas upp till fler.")
    return " ".join(filter(None, parts))


def by_hash(draw: Draw) -> bool:
    """Whether the order of the hash decided which cases were drawn."""
    return draw.per_unit is not None


def _drawn(draw: Draw, size: int) -> str:
    cases = f"{swedish.number(size)} {swedish.plural(size, 'ärende', 'ärenden')}"
    if draw.kind == "total":
        return f"Urvalet är ett totalurval: {_every(size)} i urvalsramen ingår."
    if draw.per_unit is None:
        return f"Urvalet är avsiktligt: {cases} valdes ut ur urvalsramen."
    wanted = goal(draw)
    frame = "urvalsramen" if draw.kind == "slump" else "en urvalsram som var vald på förhand"
    start = f"Urvalet är {'slumpmässigt' if draw.kind == 'slump' else 'avsiktligt'}: {cases} drogs ur {frame}"
    return f"{start}. Målet var {wanted}." if draw.notices else f"{start}, {wanted}."


def goal(draw: Draw) -> str:
    """What a draw by number was to give: `tio i varje enhet, hälften kvinnor och hälften män, men två män i Farsta`."""
    groups = [stratum for stratum in draw.strata if not stratum.criterion]
    own = swedish.listing(map(_own_quota, draw.quotas))
    if len(draw.quotas) == len(groups):
        return own
    several = len({stratum.unit for stratum in groups}) > 1
    per_unit = draw.per_unit or 0
    common = f"{swedish.number(per_unit)} {'i varje enhet' if several else 'i enheten'}"
    if draw.balance_gender:
        halves = "hälften kvinnor och hälften män" if per_unit % 2 == 0 else "så jämnt mellan könen som det går"
        common = f"{common}, {halves}"
    return f"{common}, men {own}" if own else common


def _own_quota(quota: Quota) -> str:
    """`två män i Farsta`, `inga ärenden i Farsta`; of units that are taken together, that they have their own."""
    if quota.unit == OTHERS:
        return "egna antal i några av de övriga enheterna"
    one, many = NOUNS[quota.gender]
    count = swedish.number(quota.wanted, common=bool(quota.gender)) if quota.wanted else "inga"
    return f"{count} {swedish.plural(quota.wanted, one, many)} i {quota.unit}"


def _complete(draw: Draw, key: str, value: str) -> str:
    """What was taken whole; nothing where there was none, which the draw's notices tell."""
    size = sum(len(stratum.drawn) for stratum in draw.strata if stratum.criterion == f"{key}={value}")
    return f"Dessutom ingår {_every(size)} där {in_condition(key, value)}." if size else ""


def _every(size: int) -> str:
    return f"samtliga {swedish.number(size)} ärenden" if size > 1 else "det enda ärendet"


def in_condition(key: str, value: str) -> str:
    """`beslut är avslag`."""
    if value == OTHERS:
        return "enheten är en av de övriga"
    return f"{BY_KEY[key].label.lower()} är {value}"


def strata_table(draw: Draw) -> Table:
    """A row a stratum: how many cases it has in the frame, and how many were drawn and held in reserve."""
    sizes = [(stratum.frame, len(stratum.drawn), len(stratum.reserve)) for stratum in draw.strata]
    shown = 3 if draw.reserves else 2
    rows = [
        (Cell(stratum_name(stratum)), *(Cell(str(size)) for size in of[:shown]))
        for stratum, of in zip(draw.strata, sizes, strict=True)
    ]
    if len(rows) > 1:
        totals = [sum(column) for column in zip(*sizes, strict=True)]
        rows.append((Cell("Total"), *(Cell(str(total)) for total in totals[:shown])))
    header = ("Grupp", "I urvalsramen", "Dragna", "Reserver")[: 1 + shown]
    return Table("Urvalet per grupp", header, tuple(rows), widths=(5, 2, 2, 2)[: 1 + shown])


def stratum_name(stratum: Stratum) -> str:
    """`Farsta, kvinnor`; a stratum that was taken whole says by what: `Farsta, beslut är avslag`."""
    gender = {"kvinna": "kvinnor", "man": "män"}.get(stratum.gender, stratum.gender)
    key, _, value = stratum.criterion.partition("=")
    return ", ".join(filter(None, (stratum.unit, gender, in_condition(key, value) if key else "")))


def _without_cases(planned: Iterable[str], material: Material) -> Iterator[Block]:
    """That some units were planned of which no case is reviewed; nothing before there are cases at all."""
    there = {unit_key(case.unit) for case in material.cases}
    lacking = [unit for unit in planned if unit_key(unit) not in there]
    if lacking and there:
        yield _paragraph(
            f"Granskningen var planerad att omfatta även {swedish.listing(lacking)}, men inget ärende därifrån är "
            "granskat."
        )


def _added(selection: Selection, material: Material) -> Iterator[Block]:
    added = sum(case.origin == ADDED for case in material.cases)
    if added and selection.draws:
        word = swedish.plural(added, "ärende", "ärenden")
        yield _paragraph(f"Utöver urvalet har {swedish.number(added)} {word} lagts till för hand.")


def _replaced(selection: Selection, unit: str) -> Iterator[Block]:
    if not selection.replaced:
        return
    after = {case.replaces: case.code for case in selection.replacements if case.replaces}
    rows = tuple(
        (Cell(case.code), Cell(after.get(case.code, "–")), Cell(case.replaced_why)) for case in selection.replaced
    )
    cases = f"{swedish.upper_first(swedish.number(len(rows)))} {swedish.plural(len(rows), 'ärende', 'ärenden')}"
    where = f" i {unit}" if unit else ""
    yield _paragraph(f"{cases}{where} gick inte att granska och ersattes från reservlistan.")
    yield Table("Ersatta ärenden", ("Ärende", "Ersatt av", "Skäl"), rows, numeric=False, widths=(2, 2, 6))


def _reviewing(material: Material, appendices: Appendices) -> Iterator[Block]:
    yield _paragraph(reviewed_by(material, appendices))
    doubled = sum(bool(case.second_reviewer) for case in material.cases)
    if doubled:
        cases = f"{swedish.upper_first(swedish.number(doubled))} {swedish.plural(doubled, 'ärende', 'ärenden')}"
        verb = "granskas" if under_way(material) else "granskades"
        yield _paragraph(f"{cases} {verb} av två granskare, var för sig.")


def reviewed_by(material: Material, appendices: Appendices) -> str:
    """How many reviewed, and against what."""
    reviewers = {name for case in material.cases for name in (case.reviewer, case.second_reviewer) if name}
    by = f" av {swedish.number(len(reviewers), common=True)} granskare" if reviewers else ""
    verb = "granskas" if under_way(material) else "granskades"
    where, who = appendices.name(CHECKLISTS), swedish.plural(len(reviewers), "granskaren", "granskarna")
    guided = any(question.hint for checklist in material.checklists for question in checklist.questions)
    guidance = f" och det stöd som {who} har haft för sina bedömningar" if guided else ""
    told = f" I {where} finns frågorna{guidance}." if where else ""
    return f"Ärendena {verb}{by} mot {_checklists(material)}.{told}"


def _checklists(material: Material) -> str:
    """`checklistorna ”A”, ”B” och ”C”, tillsammans 30 frågor`."""
    titles = swedish.listing(f"”{checklist.title}”" for checklist in material.checklists)
    questions = sum(len(checklist.questions) for checklist in material.checklists)
    size = f"{swedish.number(questions, common=True)} {swedish.plural(questions, 'fråga', 'frågor')}"
    several = len(material.checklists) > 1
    return f"{'checklistorna' if several else 'checklistan'} {titles}, {'tillsammans ' if several else ''}{size}"


def reading(material: Material, appendices: Appendices, unit: str = "") -> Iterator[str]:
    """How the figures are to be read, a paragraph each; in the dialog version of a `unit`, where it is one."""
    yield (
        "Andelarna bygger på de ärenden där frågan ställdes och besvarades, om inget annat anges. Ärenden där svaret "
        "är ej aktuellt eller vet ej, eller där svar saknas, räknas inte in i nämnaren. Nämnaren skrivs ut, som i "
        "”32 av 40”. När den är mindre än tio anges ingen procent. Procent avrundas till heltal, halva uppåt."
    )
    where = appendices.name(CASES)
    told = (
        (
            "I tabellerna är n antalet ärenden som kolumnen gäller: de granskade, eller de med svar på frågan. ”k av "
            "m” betyder att k av de m ärenden som är nämnaren har svaret ja."
        )
        if material.public
        else (
            "I tabellerna är n antalet ärenden som kolumnen gäller: de granskade, de där frågorna ställdes eller de "
            "med svar på frågan. Ett ensamt tal är antalet av n; står det ”k av m” är nämnaren m."
        )
    )
    more = (
        TOTAL_IS_REVIEWED if len(material.labels("enhet")) > 1 else "",
        f"{f'Svaren i {unit}' if unit else 'Samtliga svar'} finns i {where}." if where else "",
    )
    yield " ".join(filter(None, (told, *more)))
    if OTHERS in material.labels("enhet"):
        yield f"{OTHERS} är de granskade ärendena i alla andra enheter tillsammans."
    if material.sample is not None and not all((one, "enhet") in material.unshown for one in material.questions):
        yield (
            "Vad ett slumpurval säger om alla ärenden i urvalsramen anges som ett intervall: Wilsons, med 95 procents "
            "säkerhet, rättat för att urvalet är draget utan återläggning och vägt efter gruppernas storlek i ramen. "
            "Där svar saknas eller ännu inte är avgjorda anges inget intervall."
        )
    if divided := _divided(material):
        adjusted = "Bonferroni" if material.public else "Holm"
        yield (
            f"Skillnader mellan {swedish.listing(divided, 'och mellan')} är prövade med Fishers exakta test "
            f"(Freeman och Haltons för fler än två grupper eller svar), rättat enligt {adjusted} för att "
            "jämförelserna är många. En skillnad nämns bara om slumpen skulle ge en så stor högst en gång av tjugo. "
            "I övrigt är ärendena för få för att avgöra saken, vilket inte betyder att svaren är lika."
        )


def _divided(material: Material) -> list[str]:
    """Between whom the results are compared: only what there are several of."""
    units = "enheter" if OTHERS not in material.labels("enhet") else between(material, "enhet")
    known = {grouping: [one for one in material.labels(grouping) if one != UNKNOWN] for grouping in BETWEEN}
    women_and_men = set(BALANCED) <= set(known["kon"])
    return [BETWEEN["kon"]] * women_and_men + [units] * (len(known["enhet"]) > 1)


def codes(listed: Sequence[str]) -> str:
    """Case codes in a cell."""
    return ", ".join(listed) if listed else "–"


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
