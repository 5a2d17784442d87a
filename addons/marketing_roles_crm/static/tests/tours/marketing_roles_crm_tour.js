import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("marketing_roles_crm_pass", {
    url: "/odoo/leads-handed-to-sales",
    steps: () => [
        {
            content: "Show the leads that were not passed as well",
            trigger: ".o_facet_remove",
            run: "click",
        },
        {
            content: "Select the lead",
            trigger: ".o_data_row:contains('Call the fair') .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Pass it",
            trigger: ".o_list_view button:contains('Pass to Sales')",
            run: "click",
        },
        {
            content: "The preview says to whom it goes",
            trigger: ".modal [name=line_ids] .o_data_row:contains('Call the fair') td[name=user_id]:contains('seller')",
        },
        {
            content: "Confirm",
            trigger: ".modal footer button[name=action_pass]:visible",
            run: "click",
        },
        {
            content: "It is passed",
            trigger: "body:not(:has(.modal)) .o_list_view .o_data_row:contains('Call the fair') td[name=user_id]:contains('seller')",
        },
    ],
});

tours.add("marketing_roles_crm_report", {
    url: "/odoo/my-lead-follow-ups",
    steps: () => [
        {
            content: "Write feedback, from the row or the card",
            trigger:
                ".o_data_row:contains('Call the fair') button[name=action_write_feedback], .o_kanban_record:contains('Call the fair') button[name=action_write_feedback]",
            run: "click",
        },
        {
            content: "Say what happened",
            trigger: ".modal [name=text] textarea",
            run: "edit They want ten pieces",
        },
        {
            content: "Save it",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The dialog is closed",
            trigger: "body:not(:has(.modal)) .o_action_manager",
        },
    ],
});
