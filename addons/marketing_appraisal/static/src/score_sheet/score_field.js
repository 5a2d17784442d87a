import { registry } from "@web/core/registry";
import { FloatField, floatField } from "@web/views/fields/float/float_field";

/** A score that was not given is empty: 0 would say that somebody gave nothing. */
export class ScoreField extends FloatField {
    get formattedValue() {
        return this.props.record.data.is_scored ? super.formattedValue : "";
    }
}

registry.category("fields").add("appraisal_score", {
    ...floatField,
    component: ScoreField,
    fieldDependencies: [{ name: "is_scored", type: "boolean" }],
});
