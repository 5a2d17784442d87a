import { registry } from "@web/core/registry";
import { pivotView } from "@web/views/pivot/pivot_view";
import { PivotRenderer } from "@web/views/pivot/pivot_renderer";

/** A cell without a value is empty: 0 % would say that somebody reached nothing. */
export class SalesKpiPivotRenderer extends PivotRenderer {
    getFormattedValue(cell) {
        return cell.value === false ? { value: "" } : super.getFormattedValue(cell);
    }
}

registry.category("views").add("sales_kpi_pivot", { ...pivotView, Renderer: SalesKpiPivotRenderer });
