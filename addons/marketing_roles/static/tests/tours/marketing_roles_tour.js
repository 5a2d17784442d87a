import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("marketing_roles_hand_over", {
    url: "/odoo/coverage-gaps",
    steps: () => [
        {
            content: "Nobody answers for the duty of the leaver: close the gap",
            trigger: ".o_list_view .o_data_row:contains('Call the fair') button[name=action_close]",
            run: "click",
        },
        {
            content: "The duty is on the hand-over",
            trigger: ".o_form_view [name=line_ids] .o_data_row td[name=duty_id]:contains('Call the fair')",
        },
        {
            content: "Give it to somebody",
            trigger: ".o_form_view [name=line_ids] .o_data_row td[name=receiver_id]",
            run: "click",
        },
        {
            content: "Type the name",
            trigger: ".o_form_view [name=line_ids] td[name=receiver_id] input",
            run: "edit clerk",
        },
        {
            content: "Choose the person",
            trigger: ".o-autocomplete--dropdown-menu li:contains('clerk')",
            run: "click",
        },
        {
            content: "Hand over",
            trigger: ".o_statusbar_buttons button[name=action_hand_over]",
            run: "click",
        },
        {
            content: "Say yes",
            trigger: ".modal-footer button.btn-primary",
            run: "click",
        },
        {
            content: "It is done",
            trigger: ".o_arrow_button_current:contains('Handed Over')",
        },
        {
            content: "Back to the gaps",
            trigger: ".breadcrumb-item a:contains('Gaps'), .o_back_button a:contains('Gaps')",
            run: "click",
        },
        {
            content: "The gap is closed",
            trigger: ".o_action_manager:not(:has(.o_data_row:contains('Call the fair'))) .o_list_view",
        },
    ],
});

tours.add("marketing_roles_do_and_report", {
    url: "/odoo/my-marketing-tasks",
    steps: () => [
        {
            content: "Report the task as done, on the card or in the row",
            trigger: ".o_kanban_record:contains('Call the fair') button[name=action_done], .o_data_row:contains('Call the fair') button[name=action_done]",
            run: "click",
        },
        {
            content: "It is no longer to do",
            trigger: ".o_action_manager:not(:has(.o_data_row:contains('Call the fair'))):not(:has(.o_kanban_record:contains('Call the fair')))",
        },
    ],
});

tours.add("marketing_roles_write_report", {
    url: "/odoo/my-work-reports",
    steps: () => [
        {
            content: "Open the report that is asked for",
            trigger: ".o_kanban_record:not(.o_kanban_ghost), .o_data_row td[name=kind]",
            run: "click",
        },
        {
            content: "Write what was done",
            trigger: ".o_form_view [name=done] textarea",
            run: "edit Called the fair, got a stand",
        },
        {
            content: "Hand it in",
            trigger: ".o_statusbar_buttons button[name=action_submit], .o_statusbar_buttons button:contains('Hand In')",
            run: "click",
        },
        {
            content: "It is handed in: the text is fixed",
            trigger: ".o_form_view .o_field_widget[name=done]:not(:has(textarea)):contains('Called the fair')",
        },
    ],
});

tours.add("marketing_roles_read_report", {
    url: "/odoo/work-reports",
    steps: () => [
        {
            content: "Open the report of the team",
            trigger: ".o_data_row:contains('clerk') td[name=kind]",
            run: "click",
        },
        {
            content: "Comment it",
            trigger: ".o_form_view [name=manager_comment] textarea",
            run: "edit Well done",
        },
        {
            content: "Mark it as read",
            trigger: ".o_statusbar_buttons button[name=action_mark_read]",
            run: "click",
        },
        {
            content: "It is read",
            trigger: ".o_arrow_button_current:contains('Read')",
        },
    ],
});
