import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";
import { parseFloat } from "@web/views/fields/parsers";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";

const MODEL = "marketing.appraisal.rating";

/**
 * The people of a period side by side; scores are typed one after the other without the mouse.
 * Enter and the arrows go down and up a column, Tab goes along a row, Escape gives back what stood there.
 */
export class ScoreSheet extends Component {
    static template = "marketing_appraisal.ScoreSheet";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.action = useService("action");
        this.root = useRef("root");
        this.display = { controlPanel: {} };
        this.state = useState({ period: false, periods: [], blocks: [], saved: 0 });
        onWillStart(() => this.load(this.props.action.params?.period_id));
    }

    async load(periodId) {
        Object.assign(this.state, await this.orm.call(MODEL, "get_score_sheet", [], { period_id: periodId || false }));
    }

    /** The cells that the reader may fill in. */
    get openCells() {
        return this.state.blocks
            .flatMap((block) => block.people)
            .flatMap((person) => Object.values(person.cells))
            .filter((cell) => cell.may_score);
    }

    get progress() {
        const given = this.openCells.filter((cell) => cell.score !== false).length;
        return _t("%(given)s of %(all)s scores given", { given, all: this.openCells.length });
    }

    format(score) {
        return score === false ? "" : formatFloat(score, { digits: [16, 2], trailingZeros: false });
    }

    label(person, column, cell) {
        return `${person.name}: ${cell.name || column.name}`;
    }

    hint(cell) {
        return [cell.proposed && `${_t("Proposed:")} ${cell.proposed}`, cell.reason, cell.note]
            .filter(Boolean)
            .join("\n");
    }

    onPeriod(ev) {
        return this.load(Number(ev.target.value));
    }

    onFocus(ev) {
        ev.target.select();
    }

    onKeydown(ev, person, column, cell) {
        const steps = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
        if (ev.key === "Escape") {
            ev.target.value = this.format(cell.score);
            ev.target.select();
        } else if (ev.key === " " && cell.proposed && !ev.target.value) {
            // The space bar takes what is proposed; a value that is set by program tells nobody of its change.
            ev.target.value = this.format(cell.proposed);
            this.onChange(ev, person, column, cell);
        } else if (steps[ev.key]) {
            this.moveInColumn(ev.target, steps[ev.key]);
        } else {
            return;
        }
        ev.preventDefault();
    }

    /** Go to the next cell of the column that can be typed in, over the ends into the next column. */
    moveInColumn(input, step) {
        const inputs = [...this.root.el.querySelectorAll("input.o_score:not([readonly])")];
        const ordered = inputs.sort((a, b) => a.dataset.place - b.dataset.place);
        const next = ordered[ordered.indexOf(input) + step];
        (next || input).focus();
    }

    /** Number the cells block by block, column by column, from top to bottom. */
    place(blockIndex, columnIndex, personIndex) {
        return (blockIndex * 1000 + columnIndex) * 100000 + personIndex;
    }

    async onChange(ev, person, column, cell) {
        const input = ev.target;
        const text = input.value.trim();
        let score = false;
        try {
            score = text === "" ? false : parseFloat(text);
        } catch {
            this.refuse(ev.target, cell, _t("“%s” is no number.", text));
            return;
        }
        if (score === cell.score || cell.saving === score) {
            ev.target.value = this.format(cell.score);
            return;
        }
        cell.saving = score;
        try {
            const fresh = await this.orm.silent.call(MODEL, "set_sheet_score", [[cell.id], score]);
            Object.assign(cell, fresh);
            input.value = this.format(cell.score);
        } catch (error) {
            this.refuse(input, cell, error.data?.message || error.message);
        } finally {
            delete cell.saving;
        }
    }

    /** Save what is written beside a score. */
    async onNote(ev, cell) {
        try {
            Object.assign(cell, await this.orm.silent.call(MODEL, "set_sheet_note", [[cell.id], ev.target.value]));
        } catch (error) {
            this.notification.add(error.data?.message || error.message, { type: "danger" });
            ev.target.value = cell.note || "";
        }
    }

    /** Say in one sentence why a score is not taken, and show what stands there. */
    refuse(input, cell, message) {
        this.notification.add(message, { type: "danger" });
        input.value = this.format(cell.score);
        input.focus();
    }

    openAppraisal(person) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "marketing.appraisal",
            res_id: person.appraisal_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("marketing_appraisal.score_sheet", ScoreSheet);
