Scorecards hold blocks with weights, or begin with full marks to which criteria add and from which they take; "Try It" shows what values would come to.
