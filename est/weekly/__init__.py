"""The use-cases in the order of the week: the table of contents of the product.

1. `joining`     the bot is installed, the roster is read, the team changes, somebody becomes coordinator
2. `setting_up`  the meeting time, the breaks and the calendar
3. `seating`     organisation, function, deputy and absence of each seat
4. `rounds`      which round is open, and which rounds the clock has to look at
5. `clockwork`   what is due now, and the letters it causes
6. `answering`   a member reports, changes, withdraws, or has nothing to report
7. `reviewing`   what came in is looked at before the group sees it; `areas` says how each area stands
8. `meeting`     delivery list, agenda, summary
9. `needs`       the organisations that a need asks answer it
10. `running`    the meeting is held, line by line; `registering` who is there, `adding` what came up, and `notes`
11. `summing_up`  the summary is approved, opened again, and told outside the group
12. `feeding_back`  what became of what each reporter said
13. `acting`      actions are decided, reported on, lifted, handed over and closed; `working_groups` own some
14. `following_up`  owners are reminded and effects asked for; `event_outcomes` says how an event turned out
15. `watching`   how things stand before the meeting, and a login that ends
16. `speaking`   what a letter says at the moment it is sent

`entering` stands at the door: who is speaking, and what seat and role they have. `guarding` looks for personal data
before anything is kept and `wording` reads the reasons beside it. `held` knows what is kept of a meeting, `merging`
makes one of two reports, `telling` writes what others must hear of a changed answer.

Every use-case is a function of `Records`, the repositories of one transaction (est.ports); whatever it writes is kept
together or not at all. What others must hear is written as letters in the same transaction (est.letters).
"""
