import { registry } from "@web/core/registry";
import { listView } from "@web/views/list/list_view";
import { ListRenderer } from "@web/views/list/list_renderer";

/** Money, days and numbers of different KPIs add up to nothing: sums stand only below figures of one KPI. */
export class SalesKpiListRenderer extends ListRenderer {
    computeAggregates() {
        const { groups, isGrouped, records, selection } = this.props.list;
        const kpis =
            isGrouped && !selection.length
                ? groups.map((group) => group.aggregates.kpi_number)
                : (selection.length ? selection : records).map((record) => record.data.kpi_id?.id);
        return new Set(kpis).size > 1 ? {} : super.computeAggregates();
    }

    formatGroupAggregate(group, column) {
        // What has no value is not 0 %.
        if (group.aggregates[column.name] === false) {
            return { value: "" };
        }
        return super.formatGroupAggregate(group, column);
    }
}

registry.category("views").add("sales_kpi_list", { ...listView, Renderer: SalesKpiListRenderer });
