"""The commands: under which heading of the help each stands, its module, and the words that find it."""

from __future__ import annotations

# The headings of the help, and below each its commands: the module in `commands`, and the line
# that the help shows. A module is imported only when its command is called, so that none pays for another's
# libraries.
GROUPS = {
    "Programs": {
        "list": ("list_programs", "Browse the programs."),
        "show": ("show", "Show a program: sessions, sources, how far you are."),
        "start": ("start", "Begin a program, or go on with it."),
        "continue": ("continue_", "Go on with the program you were last in."),
        "pause": ("pause", "Put a program down for now."),
        "practice": ("practice", "Do one exercise on its own, of three minutes or from a session."),
        "log": ("log", "Fill a row of a log, such as a sleep diary, or see what is in it."),
        "follow-up": ("follow_up", "Say how it went with a plan, a test, or something you picked."),
        "add": ("add", "Add a program that you were given."),
        "remind": ("remind.group", "Be reminded at times of your choice; off unless you set one."),
        "remove": ("remove", "Take a program out of your own programs."),
    },
    "Journal": {
        "journal": ("journal.group", "Read, search and write your journal."),
        "checkin": ("checkin", "Note your mood and what you feel, in under a minute."),
        "undo": ("journal.undo", "Take back what you kept, deleted or imported last."),
    },
    "Looking back": {
        "insights": ("insights", "See how things went over time."),
        "report": ("report", "Write a page to keep, or to take to a therapist."),
    },
    "Help": {
        "help-now": ("help_now", "In a crisis: who to call. Works offline."),
        "page": ("page", "Your own page for hard days: who to call, what helps, what matters."),
        "companion": ("companion.group", "A page for a friend who keeps you company in a program."),
        "help": ("help_", "Read about a command, with examples."),
        "about": ("about", "What this is, what it is not, and where your words are kept."),
    },
    "Keeping safe": {
        "encrypt": ("encrypt", "Encrypt your words with a passphrase."),
        "decrypt": ("decrypt", "Make the store a plain file again."),
        "passphrase": ("passphrase", "Change the passphrase of an encrypted store."),
        "lock": ("lock", "Lock an encrypted store now, where it stays open for a time."),
        "recover": ("recover", "Open an encrypted store by its recovery code."),
        "sync": ("sync.group", "Keep the journal on several machines the same, by a folder."),
        "backup": ("backup", "Copy your store to a place of your choice, or list its copies."),
        "restore": ("restore", "Go back to a copy of your store."),
        "doctor": ("doctor", "See whether all you wrote is whole, and put right what is not."),
        "erase": ("erase", "Erase what you wrote, beyond recovery."),
        "paths": ("paths", "Show where things are kept."),
        "settings": ("settings_", "Show what is set, and where; settings NAME VALUE sets it."),
    },
    "Writing programs": {
        "new": ("new", "Begin to write a program."),
        "check": ("check", "Check a program that you write."),
        "preview": ("preview", "See a program that you write as its reader does."),
        "try": ("try_", "Walk through a program that you write, as a test."),
        "print": ("print_", "Write a program as one page, for review and for paper."),
        "stats": ("stats", "Count what is in a program that you write."),
        "pack": ("pack", "Pack a program into one file, to give to others."),
    },
}
COMMANDS = {name: found for commands in GROUPS.values() for name, found in commands.items()}
# Words that do what a longer call does: the module and the name of that command.
SHORT_WAYS = {
    "search": ("journal.group", "journal search"),
    "note": ("journal.group", "journal add"),
    "export": ("journal.group", "journal export"),
    "import": ("journal.group", "journal import"),
    "exercise": ("practice", "practice"),
}
# What people call a command, and no near miss of its name.
OTHER_WORDS = {
    "exercises": "practice",
    **dict.fromkeys(("diary", "logs"), "log"),
    **dict.fromkeys(("enough", "stop", "quit"), "pause"),
    **dict.fromkeys(("friend", "buddy", "supporter"), "companion"),
    "resume": "continue",
    **dict.fromkeys(("crisis", "emergency", "suicide", "suicidal", "hotline", "sos"), "help-now"),
}
