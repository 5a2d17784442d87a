A period keeps the policy that it began with; *New Version* makes one for the time after. Months can open by themselves and follow hires, leavers and transfers; long leave is no presence.
