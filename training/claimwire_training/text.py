"""Words, surfaces, case shapes and word pieces of a text, exactly as `shared/extract` makes them.

The TypeScript modules `readWords`, `surface`, `caseShape` and `windows` are the other half of this file: a change here needs the same
change there, and `tests/fixtures/model/sample.json` (written by `export.py`) shows whether both agree.
All offsets in this file count code points; `Utf16` converts the offsets of the data, which count UTF-16 code units.
"""

import re

# A number, a word (with an inner n't or 's cut off), or one sign.
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m|S)\b|\w+|[^\w\s]", re.U)
MAX_PIECES_A_WORD = 12
SHAPES = 6


class Utf16:
    """Converts offsets in UTF-16 code units of a text to code points."""

    def __init__(self, text):
        self._code_points = None
        if any(ord(c) > 0xFFFF for c in text):
            self._code_points = []
            for i, c in enumerate(text):
                self._code_points += [i] * (2 if ord(c) > 0xFFFF else 1)
            self._code_points.append(len(text))

    def to_code_points(self, offset):
        return offset if self._code_points is None else self._code_points[offset]


def words(text):
    """The words of a text as [start, end) pairs."""
    return [match.span() for match in WORD.finditer(text)]


def case_shape(word):
    """0 no letter, 1 lower, 2 UPPER (two letters or more), 3 Title or one capital, 4 mixed, 5 has a digit."""
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 3
    return 4


def surface(text, start, end):
    """A word as the encoder sees it: straight quotation marks get a direction, apostrophes become straight."""
    word = text[start:end]
    if word in ('"', "``", "''"):
        if word == "``":
            return "“"
        if word == "''":
            return "”"
        before = text[start - 1] if start else " "
        return "“" if before.isspace() or before in "([{—–-/'‘" else "”"
    return word.replace("’", "'").replace("‘", "'").replace("`", "'")


class WordPieces:
    """WordPiece of the uncased BERT vocabulary, a word at a time."""

    def __init__(self, tokenizer_file):
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._pieces = {}
        self.cls, self.sep, self.unknown, self.pad = (self._tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]", "[PAD]"))

    def __call__(self, word):
        pieces = self._pieces.get(word)
        if pieces is None:
            pieces = self._tokenizer.encode(word, add_special_tokens=False).ids[:MAX_PIECES_A_WORD] or [self.unknown]
            self._pieces[word] = pieces
        return pieces

    def vocabulary(self):
        """The vocabulary, one piece a line, in the order of the ids."""
        by_id = sorted(self._tokenizer.get_vocab().items(), key=lambda item: item[1])
        return "".join(piece + "\n" for piece, _ in by_id)
