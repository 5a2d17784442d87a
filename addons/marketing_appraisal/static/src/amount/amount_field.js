import { registry } from "@web/core/registry";
import { MonetaryField, monetaryField } from "@web/views/fields/monetary/monetary_field";
import { parseFloat } from "@web/views/fields/parsers";

/**
 * An amount that is taken as it was typed, or not at all: the usual field drops the letters of "6,5oo" and keeps 65.
 * A currency symbol before or behind is no mistake.
 */
export class AmountField extends MonetaryField {
    get inputOptions() {
        return { ...super.inputOptions, parse: (text) => parseFloat(text.replace(this.currencySymbol, "").trim()) };
    }
}

registry.category("fields").add("appraisal_amount", { ...monetaryField, component: AmountField });
