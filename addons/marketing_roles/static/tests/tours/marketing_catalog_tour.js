import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("marketing_roles_adopt", {
    url: "/odoo/role-catalogues",
    steps: () => [
        {
            content: "Open the catalogue",
            trigger: ".o_kanban_record:contains('Deputy head with work standards')",
            run: "click",
        },
        {
            content: "Begin to adopt it",
            trigger: ".o_statusbar_buttons button[name=action_adopt]",
            run: "click",
        },
        {
            content: "The job of that name is proposed",
            trigger: ".modal .o_data_row td[name=job_id]:contains('Deputy head of marketing')",
        },
        {
            content: "Look at what would change",
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
        {
            content: "Seven duties and what the job lacks would be made",
            trigger: ".modal .alert:contains('8 entries would be made or filled in')",
        },
        {
            content: "Adopt",
            trigger: ".modal button[name=action_adopt]",
            run: "click",
        },
        {
            content: "It is done",
            trigger: ".modal .alert:contains('Done: 8 entries')",
        },
        {
            content: "See the jobs",
            trigger: ".modal button[name=action_open_jobs]",
            run: "click",
        },
        {
            content: "The job has its duties",
            trigger: "body:not(:has(.modal)) .o_list_view .o_data_row:contains('Deputy head of marketing'):contains('7')",
        },
    ],
});

registry.category("web_tour.tours").add("marketing_roles_take_over", {
    url: "/odoo/changed-since-adoption",
    steps: () => [
        {
            content: "The duty that the catalogue changed is there",
            trigger: ".o_list_view .o_data_row:contains('Changed in the catalogue') button[name=action_compare_with_origin]",
            run: "click",
        },
        {
            content: "The new text is ticked",
            trigger: ".modal .o_data_row:contains('Every Monday') td[name=take] input:checked",
        },
        {
            content: "Take it over",
            trigger: ".modal button[name=action_take_over]",
            run: "click",
        },
        {
            content: "Nothing is left",
            trigger: "body:not(:has(.modal)) .o_nocontent_help",
        },
    ],
});
