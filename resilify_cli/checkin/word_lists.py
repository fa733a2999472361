"""The words that a check-in offers.

The feelings are seven in each quadrant of two axes, unpleasant to pleasant and calm to tense, as in the
circumplex model of affect (Russell, 1980, doi:10.1037/h0077714). Nobody is asked where on the axes a word is.
"""

from __future__ import annotations

# By number, from 1 to 5.
MOODS = {1: "very low", 2: "low", 3: "okay", 4: "good", 5: "very good"}

TENSE_UNPLEASANT = ("anxious", "stressed", "angry", "irritated", "ashamed", "overwhelmed", "restless")
CALM_UNPLEASANT = ("sad", "tired", "lonely", "bored", "empty", "hurt", "discouraged")
CALM_PLEASANT = ("calm", "content", "relieved", "rested", "grateful", "safe", "tender")
TENSE_PLEASANT = ("happy", "excited", "proud", "hopeful", "curious", "playful", "inspired")
FEELINGS = (*CALM_PLEASANT, *TENSE_PLEASANT, *CALM_UNPLEASANT, *TENSE_UNPLEASANT)

ACTIVITIES = (
    "work",
    "study",
    "housework",
    "errands",
    "caring for someone",
    "family",
    "friends",
    "partner",
    "time alone",
    "outdoors",
    "exercise",
    "rest",
    "sleep",
    "cooking",
    "reading",
    "music",
    "screens",
    "hobby",
    "practice",
    "travel",
)

OFFERED_WORDS = {"feeling": FEELINGS, "activity": ACTIVITIES}
