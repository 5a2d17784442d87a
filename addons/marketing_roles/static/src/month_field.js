import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { dateField, DateTimeField } from "@web/views/fields/datetime/datetime_field";

/** A date that stands for its month: picked by month, shown as "March 2026". */
export class MonthField extends DateTimeField {
    getFormattedValue(valueIndex) {
        const value = this.values[valueIndex];
        return value ? value.toLocaleString({ month: "long", year: "numeric" }) : "";
    }
}

export const monthField = {
    ...dateField,
    component: MonthField,
    displayName: _t("Month"),
    listViewWidth: [120, 160],
    extractProps: (...infos) => ({
        ...dateField.extractProps(...infos),
        minPrecision: "months",
        maxPrecision: "years",
    }),
};

registry.category("fields").add("month", monthField);
