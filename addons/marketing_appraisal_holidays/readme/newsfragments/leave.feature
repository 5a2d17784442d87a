Leave beyond the allowed days bars an A; the result names it. Official and statutory leave is exempt.
