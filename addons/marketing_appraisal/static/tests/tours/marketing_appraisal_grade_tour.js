import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("marketing_appraisal_grade", {
    url: "/odoo/appraisal-periods",
    steps: () => [
        {
            content: "Open the month",
            trigger: ".o_list_view .o_data_row td[name=name]:contains('2025-03')",
            run: "click",
        },
        {
            content: "It is in progress and nobody is graded",
            trigger: ".o_form_view .o_arrow_button_current:contains('In Progress')",
        },
        {
            content: "Compute the grades",
            trigger: ".o_form_view .o_statusbar_buttons button:contains(/^Compute Grades$/)",
            run: "click",
        },
        {
            content: "Read how many were graded",
            trigger: ".o_notification:contains('0 without a total')",
        },
        {
            content: "Open the results, once the period shows five of them",
            trigger: ".o_form_view .oe_stat_button[name=action_open_results]:contains('Graded'):contains('5')",
            run: "click",
        },
        {
            content: "Open the result of the salesperson: only results have points of work",
            trigger: ".o_list_view .o_data_row:contains('seller'):not(:contains('other_seller')) td[name=work_points]:contains('36.00')",
            run: "click",
        },
        {
            content: "The sentence says how the total came about",
            trigger: ".o_form_view [name=explanation]:contains('work 36.00/40 + behaviour 30.00/30')",
        },
        {
            content: "A line says what was sold of what was planned",
            trigger: ".o_form_view [name=line_ids] .o_data_row td[name=explanation]:contains('90.00 %')",
        },
        {
            content: "Open the documents behind it",
            trigger: ".o_form_view [name=line_ids] .o_data_row:first button[name=action_open_evidence]",
            run: "click",
        },
        {
            content: "The invoice is among them",
            trigger: ".o_list_view .o_data_row td[name=label]:contains('INV')",
        },
    ],
});
