The general manager issues a published result again, with the reason; the one before stays readable, pay and points of the year follow.
