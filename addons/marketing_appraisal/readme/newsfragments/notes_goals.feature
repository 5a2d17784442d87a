Coaching notes stand beside the scores; goals stay in sight until they are closed, and are carried over with a reason.
