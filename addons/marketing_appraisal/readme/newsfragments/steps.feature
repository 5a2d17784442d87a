Each step has a last day by the policy; *Overdue* lists who is late, and everybody gets one reminder that is renewed every day.
