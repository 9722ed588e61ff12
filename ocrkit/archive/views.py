"""Views of the tables that answer what is mostly asked, and questions to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocrkit.profiles import annual_report
from ocrkit.types.words import Words


def request_rows() -> list[str]:
    """The row keys of the table of requests, of all editions, in the form's order."""
    (form,) = [form for form in annual_report().forms if form.key == "requests"]
    places = [row for edition in form.editions for row, _ in edition.places()]
    return list(dict.fromkeys(places))


def views() -> Mapping[str, str]:
    """The SQL of each view, by its name."""
    wide = ",\n  ".join(f"max(value) filter (where \"row\" = '{row}') as {row}" for row in request_rows())
    return {
        "requests_wide": f"""select report, agency, year, edition, "column" as applicant,
  count(*) filter (where status = 'review') as to_check,
  {wide}
from cells where form = 'requests'
group by report, agency, year, edition, "column\"""",
        "carry_over": """select o.agency, o.year, o."column" as applicant,
  o.value as carried_out, i.value as carried_in,
  coalesce(i.value, 0) - coalesce(o.value, 0) as difference,
  o.status = 'accepted' and i.status = 'accepted' as sure, o.report, i.report as next_report
from cells o join cells i on i.agency = o.agency and i.year = o.year + 1 and i."column" = o."column"
where o.form = 'requests' and i.form = 'requests' and o."row" = 'carried_out' and i."row" = 'carried_in'""",
        "review_queue": """select report, agency, year, form, "row", "column", row_label, column_label,
  text, value, doubts, confidence, page,
  'reports/' || report || '/doubtful/' || form || '.' || "row" || '.' || "column" || '.png' as picture
from cells where status = 'review'""",
    }


@dataclass(frozen=True)
class Example:
    """A question, and the SQL that answers it."""

    question: Words
    sql: str


EXAMPLES: tuple[Example, ...] = (
    Example(
        Words("How many requests were denied, by agency and year?", "各机关各年度不予公开多少件？"),
        """select agency, year, sum(value) as denied
from cells
where form = 'requests' and "row" like 'denied_%' and "column" = 'total'
group by agency, year order by agency, year""",
    ),
    Example(
        Words("Who asks? Shares of applicants over the years", "谁在申请？各类申请人历年占比"),
        """select year, "column" as applicant, sum(value) as requests,
  round(100.0 * sum(value) / sum(sum(value)) over (partition by year), 2) as percent
from cells
where form = 'requests' and "row" = 'new_received' and "column" <> 'total'
group by year, "column" order by year, requests desc""",
    ),
    Example(
        Words("Which totals should a person look at?", "哪些总计需要人工核对？"),
        """select report, agency, year, form, row_label, column_label, text, doubts, picture
from review_queue where "column" = 'total' or "row" = 'results_total'
order by report, form, "row", "column\"""",
    ),
    Example(
        Words("Where does a year not take up what the last one carried over?", "哪些年度的上年结转与前一年不符？"),
        """select agency, year, carried_out, carried_in, difference, sure, report, next_report
from carry_over where applicant = 'total' and difference <> 0 order by agency, year""",
    ),
    Example(
        Words("What was granted, of all that was decided?", "办结的申请中予以公开的占多少？"),
        """select year, sum(granted_in_full) as in_full, sum(granted_in_part) as in_part,
  sum(results_total) as decided,
  round(100.0 * sum(granted_in_full) / nullif(sum(results_total), 0), 1) as percent_in_full
from requests_wide where applicant = 'total' group by year order by year""",
    ),
)
"""Five questions; ``ocrkit query OUT --examples`` shows them."""
