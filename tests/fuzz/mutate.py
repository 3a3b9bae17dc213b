"""Damages PDF files in every way that files are damaged, or made to harm; a seed names what is done.

Some ways go through the bytes, others through the objects, so that the damage lies deeper than where a
parser gives up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

import pikepdf

NASTY = (
    *("0", "-1", "1", "1e400", "-1e38", "3.4e38", "nan", "2147483647", "2147483648", "-2147483649"),
    *("4294967296", "99999999999999999999", "0.0000001", "-0", "1/0", "null", "true", "()", "[]", "<<>>"),
)
"""What stands in place of a number."""

CODES = (
    *("0000", "0007", "000A", "001B", "003D", "0040", "005C", "0085", "00AD", "0660", "061C", "200B", "200F"),
    *("202E", "2066", "2028", "2160", "2460", "2FBC", "3000", "4E00", "D800", "DC00", "E000", "FDD0", "FEFF"),
    *("FFFE", "FFFF", "D83DDE00", "DB40DC41", "FF10FF11FF12", "0031" * 40, "202E0041202C"),
)
"""What a font says that its glyphs mean, in UTF-16: controls, marks, surrogates, far too much."""

Mutation = Callable[[bytes, Random], bytes]


def mutated(data: bytes, seed: int) -> tuple[str, bytes]:
    """The file damaged, and the names of the ways."""
    rng = Random(seed)
    names = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        name = rng.choice(tuple(MUTATIONS))
        try:
            data = MUTATIONS[name](data, rng)
        except (pikepdf.PdfError, ValueError, LookupError, TypeError, AttributeError, RuntimeError):
            name += " (not possible)"  # the file is too broken by what was done before
        names.append(name)
    return " + ".join(names), data


def _some(found: list[re.Match[bytes]], rng: Random, counts: tuple[int, ...]) -> list[re.Match[bytes]]:
    """Some of the places, the last first, so that changing one moves none that is still to come."""
    return sorted(rng.sample(found, min(len(found), rng.choice(counts))), key=lambda match: -match.start())


# -- bytes ---------------------------------------------------------------------------------------


def flip_bytes(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 5, 30, 300))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut_file(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))]


def cut_out(data: bytes, rng: Random) -> bytes:
    begin = rng.randrange(len(data))
    return data[:begin] + data[begin + rng.choice((1, 10, 1000, 10_000)) :]


def repeat_part(data: bytes, rng: Random) -> bytes:
    begin = rng.randrange(len(data))
    end = begin + rng.choice((1, 10, 1000))
    return data[:end] + data[begin:end] * rng.choice((1, 3, 50)) + data[end:]


def zero_part(data: bytes, rng: Random) -> bytes:
    begin = rng.randrange(len(data))
    end = min(begin + rng.choice((10, 512, 4096)), len(data))
    return data[:begin] + bytes(end - begin) + data[end:]


def change_number(data: bytes, rng: Random) -> bytes:
    """Numbers outside of streams for the most part: lengths, references, boxes, places of objects."""
    found = list(re.finditer(rb"(?<=[\s\[/(<])-?\d+\.?\d*(?=[\s\]/>)])", data))
    for match in _some(found, rng, (1, 1, 3, 10)):
        number = rng.choice((rng.choice(NASTY), str(rng.randrange(50)))).encode()
        data = data[: match.start()] + number + data[match.end() :]
    return data


def swap_objects(data: bytes, rng: Random) -> bytes:
    """Two objects under each other's number, and the table of places none the wiser."""
    found = list(re.finditer(rb"(?m)^(\d+) (?=0 obj)", data))
    first, second = sorted(rng.sample(found, 2), key=lambda match: match.start())
    return (
        data[: first.start(1)]
        + second[1]
        + data[first.end(1) : second.start(1)]
        + first[1]
        + data[second.end(1) :]
    )


# -- objects -------------------------------------------------------------------------------------


def _objects(change: Callable[[pikepdf.Pdf, Random], None]) -> Mutation:
    def mutation(data: bytes, rng: Random) -> bytes:
        with pikepdf.open(BytesIO(data)) as document:
            change(document, rng)
            target = BytesIO()
            document.save(target, deterministic_id=True, compress_streams=rng.random() < 0.5)
            return target.getvalue()

    return mutation


def _streams(document: pikepdf.Pdf) -> list[Any]:
    return [each for each in document.objects if isinstance(each, pikepdf.Stream)]


def _dictionaries(document: pikepdf.Pdf) -> list[Any]:
    found: list[Any] = []
    for each in document.objects:
        if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            found.append(each)
            found.extend(value for _, value in each.items() if isinstance(value, pikepdf.Dictionary))
    return [each for each in found if len(each.keys())]


def _fonts(document: pikepdf.Pdf) -> list[Any]:
    return [each for each in _dictionaries(document) if each.get("/Type") == "/Font"]


def _contents(document: pikepdf.Pdf, rng: Random) -> Any:
    page = rng.choice(list(document.pages))
    page.contents_coalesce()
    return page.obj.Contents


def _number(rng: Random) -> Any:
    text = rng.choice(NASTY)
    try:
        found = pikepdf.Object.parse(text.encode())
    except pikepdf.PdfError:
        found = None
    return found if found is not None else pikepdf.Name("/Nonsense")  # a key can't be null


def cut_stream(document: pikepdf.Pdf, rng: Random) -> None:
    stream = rng.choice(_streams(document))
    raw, filters = stream.read_raw_bytes(), stream.get("/Filter")
    stream.write(raw[: rng.randrange(len(raw))], filter=filters, decode_parms=stream.get("/DecodeParms"))


def flip_stream(document: pikepdf.Pdf, rng: Random) -> None:
    stream = rng.choice(_streams(document))
    content = bytearray(stream.read_bytes())
    for _ in range(rng.choice((1, 3, 30))):
        content[rng.randrange(len(content))] = rng.randrange(256)
    stream.write(bytes(content))


def swap_streams(document: pikepdf.Pdf, rng: Random) -> None:
    first, second = rng.sample(_streams(document), 2)
    contents = first.read_bytes(), second.read_bytes()
    first.write(contents[1])
    second.write(contents[0])


def change_operands(document: pikepdf.Pdf, rng: Random) -> None:
    stream = _contents(document, rng)
    content = stream.read_bytes()
    found = list(re.finditer(rb"(?<=\s)-?\d+\.?\d*(?=\s)", content))
    for match in _some(found, rng, (1, 3, 30)):
        number = rng.choice((rng.choice(NASTY), f"{rng.uniform(-900, 900):.3f}")).encode()
        content = content[: match.start()] + number + content[match.end() :]
    stream.write(content)


def change_operators(document: pikepdf.Pdf, rng: Random) -> None:
    """Lines of a content stream left out, twice there, moved, or others in their place."""
    stream = _contents(document, rng)
    lines = stream.read_bytes().split(b"\n")
    for _ in range(rng.choice((1, 3, 30))):
        place = rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[place])
            case 2:
                lines.insert(rng.randrange(len(lines)), lines.pop(place))
            case 3:
                lines[place] = rng.choice((b"q", b"Q", b"BT", b"ET", b"W n", b"f*", b"3 Tr", b"/F9 1e9 Tf"))
            case _:
                lines[place] = b"%s 0 0 1 0 0 cm" % rng.choice(NASTY).encode()
    stream.write(b"\n".join(lines))


def absurd_box(document: pikepdf.Pdf, rng: Random) -> None:
    page = rng.choice(list(document.pages)).obj
    match rng.randrange(4):
        case 0 | 1:
            name = rng.choice(("/MediaBox", "/CropBox"))
            sides = range(rng.choice((4, 4, 3, 5)))
            page[name] = pikepdf.Array([rng.choice((_number(rng), rng.randrange(-999, 999))) for _ in sides])
        case 2:
            page["/Rotate"] = rng.choice((90, 180, 270, 45, -90, 2147483647, _number(rng)))
        case _:
            page["/UserUnit"] = rng.choice((0, -1, 75000, _number(rng)))


def spoil_font(document: pikepdf.Pdf, rng: Random) -> None:
    """Fonts without a map, an encoding, widths, a file of their own."""
    font = rng.choice(_fonts(document))
    name = rng.choice([name for name in font if name not in ("/Type", "/Subtype")])
    if rng.random() < 0.7:
        del font[name]
    else:
        font[name] = rng.choice((_number(rng), pikepdf.Name("/Identity-V"), pikepdf.Name("/90ms-RKSJ-H")))


def spoil_map(document: pikepdf.Pdf, rng: Random) -> None:
    """Maps that say something else, of another font, or nothing."""
    fonts = [font for font in _fonts(document) if isinstance(font.get("/ToUnicode"), pikepdf.Stream)]
    font = rng.choice(fonts)
    match rng.randrange(4):
        case 0:
            del font["/ToUnicode"]
        case 1:
            font["/ToUnicode"] = rng.choice(fonts)["/ToUnicode"]
        case 2:
            content = font["/ToUnicode"].read_bytes()
            font["/ToUnicode"].write(content[: rng.randrange(len(content))])
        case _:
            stream = font["/ToUnicode"]
            content = stream.read_bytes()
            found = list(re.finditer(rb"(?<=> <)[0-9A-Fa-f]+(?=>)", content))
            for match in _some(found, rng, (1, 3, 30)):
                content = content[: match.start()] + rng.choice(CODES).encode() + content[match.end() :]
            stream.write(content)


def change_entry(document: pikepdf.Pdf, rng: Random) -> None:
    """An entry of any dictionary left out, of another kind, or leading elsewhere, back to itself too."""
    for _ in range(rng.choice((1, 2, 5))):
        dictionary = rng.choice(_dictionaries(document))
        name = rng.choice(list(dictionary.keys()))
        match rng.randrange(3):
            case 0:
                del dictionary[name]
            case 1:
                dictionary[name] = _number(rng)
            case _:
                kinds = (pikepdf.Dictionary, pikepdf.Stream)
                dictionary[name] = rng.choice([each for each in document.objects if isinstance(each, kinds)])


MUTATIONS: dict[str, Mutation] = {
    "flip bytes": flip_bytes,
    "cut file": cut_file,
    "cut out": cut_out,
    "repeat part": repeat_part,
    "zero part": zero_part,
    "change number": change_number,
    "swap objects": swap_objects,
    "cut stream": _objects(cut_stream),
    "flip stream": _objects(flip_stream),
    "swap streams": _objects(swap_streams),
    "change operands": _objects(change_operands),
    "change operators": _objects(change_operators),
    "absurd box": _objects(absurd_box),
    "spoil font": _objects(spoil_font),
    "spoil map": _objects(spoil_map),
    "change entry": _objects(change_entry),
}
