"""The steps of the work, a view each: they show what operations give, and ask the session to do what people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspektor.ui.views.view import View


def steps() -> tuple[type[View], ...]:
    """The steps in the order of the work. Imported when a review is opened: the start page needs none of them."""
    from inspektor.ui.views.cases import CasesView
    from inspektor.ui.views.merge_files import MergeView
    from inspektor.ui.views.overview import OverviewView
    from inspektor.ui.views.report import ReportView
    from inspektor.ui.views.results import ResultsView
    from inspektor.ui.views.sample import SampleView

    return OverviewView, SampleView, CasesView, ResultsView, ReportView, MergeView
