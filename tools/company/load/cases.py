"""What stands beside the year of the sample company: a probation with its decision, appeals."""

from .environment import release, say


def run(env, tables, employees, desk):
    """Hold the probations and file the appeals; each move is made by whoever may make it."""
    for row in tables["probations"]:
        _hold_probation(env, row, employees, desk)
        release(env)
    for row in tables["appeals"]:
        _appeal(env, row, employees, desk)
        release(env)
    say(f"  probations: {len(tables['probations'])}, appeals: {len(tables['appeals'])}")


def _hold_probation(env, row, employees, desk):
    """Plan and begin it, hear both sides, have the confirmation signed by both and told; who referred is rewarded."""
    probation = env["marketing.probation"].with_user(desk.officer).create(
        {"employee_id": employees[row["employee"]], "months": int(row["months"])}
    )  # fmt: skip
    probation.action_begin()
    env["marketing.referral"].with_user(desk.officer).create(
        {"probation_id": probation.id, "referrer_id": employees[row["referrer"]]}
    )
    manager = probation.sudo().employee_id.appraiser_id.user_id
    sides = ((manager, row["manager_score"], row["manager_why"]), (desk.officer, row["hr_score"], row["hr_why"]))
    for user, score, why in sides:
        probation.with_user(user).action_appraise()
        env["marketing.probation.appraisal"].with_user(user).search([("probation_id", "=", probation.id)])._give_voice(
            float(score), why
        )
    appraisal = probation.sudo().appraisal_ids
    appraisal.with_user(manager)._propose({"decision": "confirm"})
    appraisal.with_user(desk.officer).action_agree()
    appraisal.with_user(desk.officer).action_publish()


def _appeal(env, row, employees, desk):
    """File it as its person; HR answers where there is an answer."""
    person = env["hr.employee"].browse(employees[row["employee"]])
    result = env["marketing.appraisal.result"].with_user(person.user_id).search(
        [("employee_id", "=", person.id), ("period_id.name", "=", row["period"]), ("is_published", "=", True)]
    )  # fmt: skip
    appeal = env["marketing.appraisal.appeal"].with_user(person.user_id)._file(result, row["grounds"])
    if row["answer"]:
        appeal.with_user(desk.officer)._answer(row["answer"], row["why"])
