import { Component, onWillStart, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const { DateTime } = luxon;

export const KINDS = {
    responsible: { label: _t("Responsible"), icon: "fa-user", color: "success" },
    deputy: { label: _t("Deputy"), icon: "fa-exchange", color: "info" },
    support: { label: _t("Support"), icon: "fa-handshake-o", color: "secondary" },
};
export const STATUSES = {
    covered: { label: _t("Covered"), color: "success" },
    deputy: { label: _t("By the deputy"), color: "info" },
    away: { label: _t("Away, no deputy"), color: "warning" },
    open: { label: _t("Open"), color: "danger" },
};

/** More sections than this are easier to read closed. */
const OPEN_AT_ONCE = 12;

/** Duties by people on one day, a section per job; sections with many cells are fetched when opened. */
export class Coverage extends Component {
    static template = "marketing_roles.Coverage";
    static components = { DateTimeInput, Layout, RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.kinds = KINDS;
        this.statuses = STATUSES;
        this.display = { controlPanel: {} };
        const params = this.props.action.params || {};
        this.state = useState({
            day: DateTime.local(),
            departmentId: params.department_id || false,
            jobId: params.job_id || false,
            gapsOnly: false,
            sections: [],
            opened: {},
        });
        onWillStart(() => this.load());
    }

    async load() {
        const { sections } = await this.orm.call("marketing.duty", "get_coverage", [], {
            day: serializeDate(this.state.day),
            department_id: this.state.departmentId,
            job_id: this.state.jobId,
        });
        this.state.sections = sections;
        this.state.opened = Object.fromEntries(
            sections.map((section) => [section.job_id, Boolean(section.duties) && sections.length <= OPEN_AT_ONCE])
        );
    }

    async toggle(section) {
        if (!section.duties) {
            const { sections } = await this.orm.call("marketing.duty", "get_coverage", [], {
                day: serializeDate(this.state.day),
                job_id: section.job_id,
            });
            Object.assign(section, sections[0]);
        }
        this.state.opened[section.job_id] = !this.state.opened[section.job_id];
    }

    setDay(day) {
        this.state.day = day || DateTime.local();
        return this.load();
    }

    setDepartment(departmentId) {
        this.state.departmentId = departmentId;
        this.state.jobId = false;
        return this.load();
    }

    showAllJobs() {
        this.state.jobId = false;
        return this.load();
    }

    /** The jobs to show: all of them, or those in which somebody is missing. */
    get sections() {
        const hasGap = (section) => section.counts.open || section.counts.away;
        return this.state.sections.filter((section) => !this.state.gapsOnly || hasGap(section));
    }

    duties(section) {
        const gaps = ["open", "away"];
        return section.duties.filter((duty) => !this.state.gapsOnly || gaps.includes(duty.status));
    }

    holders(section, duty) {
        return section.people.filter((person) => duty.cells[person.id]);
    }

    openDuty(duty) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "marketing.duty",
            res_id: duty.id,
            views: [[false, "form"]],
        });
    }

    async openAssignments(duty) {
        return this.action.doAction(await this.orm.call("marketing.duty", "action_open_assignments", [duty.id]));
    }

    async handOver(duty) {
        return this.action.doAction(await this.orm.call("marketing.duty", "action_hand_over", [duty.id]));
    }
}

registry.category("actions").add("marketing_roles.coverage", Coverage);
