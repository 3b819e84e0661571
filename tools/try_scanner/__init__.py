"""Reads thousands of cards on a real screen, wherever the keyboard is (`make try-scanner`).

Several counters stand side by side, each the real program on a demo library of its own and a screen of its own, with
real keys from the X server. A counter gets rounds: the keyboard is put somewhere, now and then something is typed at a
clerk's speed, some keys of it as fast as a reader's, and cards are read: with start and stop letters and a hyphen or
without, ended by Enter, by Tab or by nothing, at several speeds. After each reading the card must have been heard once
and exactly, and what is right in that place must have happened:

- at the free desk, in its pages and menus, on the empty desk, in the help and in the search the card's patron is open
  (`at_desk`, `beside`, `elsewhere`);
- over an open question, also under the help, the card is shown as waiting, the question unanswered, and its patron open
  afterwards; so it is with settings, lists, one's own password, a slip, and a write (`in_dialogs`, `meanwhile`);
- a dialog that asks for a card takes it, or tells that it is another one (`in_dialogs`);
- over unsaved input the clerk is asked, the input stays, and the card is told as not opened;
- on the phone no more than number and counts is open, also behind a caller who is identified (`beside`);
- at the cover, the lock, the sign-in and the first start no patron is opened and no account signed in, and that is
  told; what the lock covers is back for the account that locked it, and over for others (`shut`, `locks`);
- read twice, it is told and not looked up again;
- right behind a key that brings a window or takes one away, nothing of it is left in any field (`moving`).

Every field, list, box and tick must hold what it held, and what was typed slowly, and nothing else. The access log has
no more looks than were begun, and no card's number is in any log. A busy machine sometimes sends the keys of a reading
slower than the threshold; that is no scan, its round doesn't count and is told apart. Where such a card answered a
question, the counter goes on with another library.
"""
