"""The steps of an appraisal in the order of R23, and who may complete each."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

PLAN = "plan"
SELF_ASSESSMENT = "self_assessment"
INTERVIEW = "interview"
SCORING = "scoring"
COUNTERSIGNATURE = "countersignature"
BEHAVIOUR = "behaviour"
ORAL_REPORT = "oral_report"
SIGNATURE = "signature"
PUBLICATION = "publication"
FILING = "filing"
FOLLOW_UP = "follow_up"
DONE = "done"

STEPS = [
    (PLAN, "Plan"),
    (SELF_ASSESSMENT, "Self-Assessment"),
    (INTERVIEW, "Interview"),
    (SCORING, "Supervisor's Scores"),
    (COUNTERSIGNATURE, "Countersignature"),
    (BEHAVIOUR, "Behaviour Scores"),
    (ORAL_REPORT, "Oral Report"),
    (SIGNATURE, "Signature"),
    (PUBLICATION, "Publication"),
    (FILING, "Employee File"),
    (FOLLOW_UP, "Follow-up"),
    (DONE, "Done"),
]
STEP_ORDER = [key for key, _label in STEPS]

EMPLOYEE, APPRAISER, HR, GENERAL_MANAGER = "employee", "appraiser", "hr", "general_manager"
COUNTERSIGNER = "countersigner"

# HR may stand in for the first two, for staff without a login or an absent
# supervisor; the log then shows who did it. A signature is given by whoever
# was named for it, so HR names somebody else and does not sign.
STEP_OWNER = {
    PLAN: APPRAISER,
    SELF_ASSESSMENT: EMPLOYEE,
    INTERVIEW: APPRAISER,
    SCORING: APPRAISER,
    COUNTERSIGNATURE: COUNTERSIGNER,
    BEHAVIOUR: HR,
    ORAL_REPORT: APPRAISER,
    SIGNATURE: GENERAL_MANAGER,
    PUBLICATION: HR,
    FILING: HR,
    FOLLOW_UP: HR,
}

# HR completes these on its own appraisals as well: a month is published to everybody at once.
WITHOUT_JUDGEMENT = {PUBLICATION, FILING}

OWNER_LABELS = {
    EMPLOYEE: _lt("the employee or HR"),
    APPRAISER: _lt("the appraiser, their substitute or HR"),
    COUNTERSIGNER: _lt("the countersigner"),
    HR: _lt("HR"),
    GENERAL_MANAGER: _lt("the general manager or their delegate"),
}


# A year is judged by its direct manager as a whole: it begins with that, and nothing of it is countersigned (R54).
FIRST_STEP = {"annual": SCORING}
LEFT_OUT = {"annual": {COUNTERSIGNATURE, BEHAVIOUR}}


def path(kind):
    """Return the steps of an appraisal of a kind of period, in their order."""
    first = STEP_ORDER.index(FIRST_STEP.get(kind, PLAN))
    return [step for step in STEP_ORDER[first:] if step not in LEFT_OUT.get(kind, ())]


def next_step(step, kind="monthly"):
    """Return the step that follows `step` in an appraisal of a kind of period."""
    return next(one for one in path(kind) if is_before(step, one))


def is_before(step, other):
    """Tell whether `step` comes before `other`."""
    return STEP_ORDER.index(step) < STEP_ORDER.index(other)
