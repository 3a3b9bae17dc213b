"""Words of every kind of finding: its meaning, its remedy, and the templates of its messages.

A kind may have several messages; which one a finding has follows from the names of its facts, so no two
messages of a kind have the same. `template` describes how facts are filled in.
"""

from __future__ import annotations

from typing import NamedTuple

from planextract.wording.language import Words
from planextract.wording.template import list_fact_names

LOCUS_NAMES = frozenset({"page", "project", "pointer"})
"""Parts of a finding's locus, which its message can name besides its facts."""


class FindingWords(NamedTuple):
    """The words of one kind of finding."""

    meaning: Words
    remedy: Words
    messages: tuple[Words, ...]

    def find_message(self, names: frozenset[str]) -> Words | None:
        """Return the message whose template needs exactly the facts of these names, if there is one.

        `names` also has the parts of the finding's locus, which a template may use or not; of several
        messages, the one that uses most is taken.
        """
        fitting = [
            (len(needed), message)
            for message in self.messages
            if (needed := list_fact_names(message.en)) <= names and names - needed <= LOCUS_NAMES
        ]
        return max(fitting, key=lambda each: each[0])[1] if fitting else None


_LOOK_AT_PAGE = Words("Look at the page.", "ページを確かめてください。")
_ADAPT_PROFILE = Words(
    "Look at the page; adapt the profile.", "ページを確かめ、プロファイルを直してください。"
)
_LOOK_AT_BOTH = Words(
    "The first is kept; look at both pages.", "初めのものを採りました。両方のページを確かめてください。"
)
_NOTHING_TO_DO = Words(
    "The first is kept; nothing needs to be done.", "初めのものを採りました。何もする必要はありません。"
)
_ASK_WHICH_IS_RIGHT = Words(
    "Both are as printed; ask the plan's publisher which is right.",
    "どちらも印刷のとおりです。どちらが正しいか、計画の発行元に確かめてください。",
)
_ASK_WHICH_OF_ALL = Words(
    "All are as printed; ask the plan's publisher which is right.",
    "どれも印刷のとおりです。どれが正しいか、計画の発行元に確かめてください。",
)
_NOT_APPLIED = Words(
    "The correction of {pointer} of {project} from {old:value} to {new:value} was not applied:",
    "事業{project}の{pointer:field}を{old:value}から{new:value}にする訂正は反映されていません。",
)

FINDING_WORDS: dict[str, FindingWords] = {
    "annotation-text": FindingWords(
        Words(
            "stamps, comments or fields of forms print text on top of a page, which is not read",
            "スタンプ、注釈、入力欄などに印字された文字は読み取っていません。",
        ),
        Words(
            "Look at the page; enter by hand what belongs to a project.",
            "ページを確かめ、事業に属するものは手で入れてください。",
        ),
        (
            Words(
                "{count:# stamp, comment or field of a form prints|"
                "# stamps, comments or fields of forms print} text that is not read.",
                "スタンプ、注釈、入力欄など{count:,}件の文字を読み取っていません。",
            ),
        ),
    ),
    "bad-amount": FindingWords(
        Words("a budget cell prints something that is no amount", "事業費の欄に、金額でないものがあります。"),
        Words(
            "Its text is kept; correct the amount by hand.",
            "文字はそのまま残しました。金額は手で直してください。",
        ),
        (
            Words(
                "“{text}” in {period:budget} is no amount.",
                "{period:budget}の欄の「{text}」は金額ではありません。",
            ),
            Words(
                "“{text}” in the funding by {source} is no amount.",
                "財源「{source}」の欄の「{text}」は金額ではありません。",
            ),
        ),
    ),
    "bad-reference": FindingWords(
        Words(
            "a cross reference to another project is not understood", "ほかの事業への参照を読み取れません。"
        ),
        Words(
            "Look at the page and add the project's number by hand.",
            "ページを確かめ、事業の番号を手で入れてください。",
        ),
        (
            Words(
                "“{text}” of “{content}” names no project.",
                "「{content}」の「{text}」から事業の番号を読み取れません。",
            ),
        ),
    ),
    "budget-change": FindingWords(
        Words(
            "a budget is not what it was the year before and the printed change together",
            "事業費が、前年度の額と印刷された増減とに合いません。",
        ),
        _ASK_WHICH_OF_ALL,
        (
            Words(
                "{project}: {previous:,} the year before and a change of {change:,} don't make {amount:,}.",
                "{project}：前年度{previous:,}と増減{change:,}を合わせても{amount:,}になりません。",
            ),
            Words(
                "“{label}”: {previous:,} the year before and a change of {change:,} don't make {amount:,}.",
                "「{label}」：前年度{previous:,}と増減{change:,}を合わせても{amount:,}になりません。",
            ),
        ),
    ),
    "budget-sum": FindingWords(
        Words(
            "the amounts of the years don't add up to the printed total",
            "年度ごとの金額の合計が、印刷された計と合いません。",
        ),
        _ASK_WHICH_IS_RIGHT,
        (
            Words(
                "The budget's years add up to {sum:,}, the total says {total:,} ({unit:unit}).",
                "事業費の各年度を足すと{sum:,}、計の欄は{total:,}です（単位：{unit:unit}）。",
            ),
        ),
    ),
    "conflicting-copies": FindingWords(
        Words(
            "a project is printed twice and the copies disagree", "同じ事業が二度印刷され、内容が違います。"
        ),
        _LOOK_AT_BOTH,
        (
            Words(
                "Project {project} stands on page {first_page} and again on page {page} with different "
                "values: {goal}, {period:period}: {first:value} and {copy:value}.",
                "事業{project}は{first_page}ページと{page}ページにあり、"
                "「{goal}」（{period:period}）が{first:value}と{copy:value}とで違います。",
            ),
            Words(
                "Project {project} stands on page {first_page} and again on page {page} with different "
                "values: {period:budget} {first:value} and {copy:value}.",
                "事業{project}は{first_page}ページと{page}ページにあり、"
                "{period:budget}が{first:value}と{copy:value}とで違います。",
            ),
            Words(
                "Project {project} stands on page {first_page} and again on page {page} with different "
                "values: {pointer:field} {first:value} and {copy:value}.",
                "事業{project}は{first_page}ページと{page}ページにあり、"
                "{pointer:field}が{first:value}と{copy:value}とで違います。",
            ),
            Words(
                "Page {first_page} is bound in again as page {page} with different values: "
                "{first:quoted} and {copy:quoted}.",
                "{first_page}ページが{page}ページにもう一度とじられ、"
                "{first:quoted}と{copy:quoted}とで違います。",
            ),
        ),
    ),
    "control-character": FindingWords(
        Words(
            "characters that would change the order or meaning of the text around them are left out",
            "文字の順序や意味を変える制御文字を除きました。",
        ),
        Words("Compare the texts of the page with the page.", "読み取った文をページと比べてください。"),
        (
            Words(
                "{count:# character that changes|# characters that change} the text around "
                "{count:it is|them are} left out.",
                "まわりの文字を変えてしまう制御文字{count:,}字を除きました。",
            ),
        ),
    ),
    "counted-number": FindingWords(
        Words(
            "projects of a list print no number of their own",
            "番号が印刷されていない事業に、並び順で番号を付けました。",
        ),
        Words(
            "They are counted as they follow each other; refer to them by title.",
            "並び順の番号です。事業は名前で引いてください。",
        ),
        (
            Words(
                "{count} of the {projects:# project|# projects} of strategy {strategy} print no number of "
                "their own, the first on page {page}; they are counted from {first} on.",
                "戦略{strategy}の{projects:,}事業のうち{count:,}事業に番号が印刷されていません"
                "（最初は{page}ページ）。{first}から順に番号を付けました。",
            ),
        ),
    ),
    "damaged-page": FindingWords(
        Words(
            "the content of a page is damaged in the file, so that words may be missing or false",
            "ページの内容がファイルの中で壊れていて、文字が欠けたり誤ったりしているおそれがあります。",
        ),
        Words(
            "Ask the plan's publisher for a sound copy; compare the projects on the page and after it.",
            "壊れていないファイルを計画の発行元に求め、このページとその後の事業を確かめてください。",
        ),
        (Words("The content of page {page} is damaged.", "{page}ページの内容が壊れています。"),),
    ),
    "empty-row": FindingWords(
        Words("a row of a project's table has a goal and no value", "目標だけで値のない行があります。"),
        Words(
            "Look at the page; enter by hand what the row prints.",
            "ページを確かめ、行の内容を手で入れてください。",
        ),
        (Words("“{goal}” of {project} has no value.", "事業{project}の「{goal}」に値がありません。"),),
    ),
    "empty-table": FindingWords(
        Words("no row was read under a project's number", "事業の番号の下に、読み取れた行がありません。"),
        _ADAPT_PROFILE,
        (
            Words(
                "No row was read under the number {project}.",
                "番号{project}の下に、読み取れた行がありません。",
            ),
        ),
    ),
    "engines-differ": FindingWords(
        Words(
            "with --engine pdfplumber, one engine finds characters that the other does not list",
            "pdfplumberとPDFiumで、読み取った文字が異なります。",
        ),
        Words(
            "Read the file with both engines and compare the plans (planextract diff).",
            "両方のエンジンで読み取り、結果を比べてください（planextract diff）。",
        ),
        (
            Words(
                "The engines differ on {count:# character|# characters} of page {page}.",
                "{page}ページの{count:,}字が、エンジンによって異なります。",
            ),
        ),
    ),
    "front-matter": FindingWords(
        Words(
            "the cover or the contents print text that is part of no project",
            "表紙や目次に、どの事業のものでもない文字があります。",
        ),
        Words("Nothing needs to be done.", "何もする必要はありません。"),
        (
            Words(
                "{count:# character|# characters} before the plan landed in no record: “{text:short}”.",
                "計画の前の{count:,}字はどの項目にも入れていません：「{text:short}」。",
            ),
        ),
    ),
    "funding-sum": FindingWords(
        Words(
            "the amounts of the sources don't add up to the budget",
            "財源ごとの金額の合計が、事業費と合いません。",
        ),
        _ASK_WHICH_OF_ALL,
        (
            Words(
                "{project}: the sources add up to {sum:,}, the budget says {amount:,}.",
                "{project}：財源を足すと{sum:,}、事業費は{amount:,}です。",
            ),
            Words(
                "“{label}”: the sources add up to {sum:,}, the budget says {amount:,}.",
                "「{label}」：財源を足すと{sum:,}、事業費は{amount:,}です。",
            ),
        ),
    ),
    "hidden-project": FindingWords(
        Words(
            "a project stands only in content that no reader of the page can see",
            "紙面に見えないところにだけある事業です。",
        ),
        Words(
            "Give --include-hidden to have it in the data, marked.",
            "データに含めるには --include-hidden を付けてください（印が付きます）。",
        ),
        (
            Words(
                "Project {project} “{title}” stands only in hidden content of page {page}.",
                "事業{project}「{title}」は{page}ページの見えないところにだけあります。",
            ),
            Words(
                "Project {project} stands only in hidden content of page {page}.",
                "事業{project}は{page}ページの見えないところにだけあります。",
            ),
        ),
    ),
    "long-text": FindingWords(
        Words(
            "a text is longer than any plan's and was cut", "計画の文章としては長すぎる文字列を切りました。"
        ),
        Words("Look at the page; check what the file is.", "ページと、ファイルが何かとを確かめてください。"),
        (
            Words(
                "A text of project {project} is cut after {length:,} characters.",
                "事業{project}の文を{length:,}字で切りました。",
            ),
            Words(
                "A heading of the plan is cut after {length:,} characters.",
                "計画の見出しを{length:,}字で切りました。",
            ),
        ),
    ),
    "loose-mark": FindingWords(
        Words(
            "in a text, a mark such as ★ stands apart from what it marks",
            "テキストの入力で、★などの印が、付く相手から離れています。",
        ),
        Words(
            "See on the printed page which titles bear it.",
            "どの事業名に付くか、印刷されたページで確かめてください。",
        ),
        (Words("{count} {mark} apart from any title.", "事業名から離れた「{mark}」が{count:,}個あります。"),),
    ),
    "lost-word": FindingWords(
        Words(
            "in a text, a space inside a sentence shows where a word may be lost",
            "テキストの入力で、文中の空白に語が抜けている疑いがあります。",
        ),
        Words("Read the word off the printed page.", "印刷されたページで語を確かめてください。"),
        (Words("A word may be missing in “{text}”.", "「{text}」に語が抜けている疑いがあります。"),),
    ),
    "missing-budget": FindingWords(
        Words(
            "a project has a row of numbers where the others have costs",
            "ほかの事業の事業費に当たる行が、目標の行になっています。",
        ),
        _LOOK_AT_PAGE,
        (
            Words(
                "“{goal}” of {project} may be the row of the costs.",
                "事業{project}の「{goal}」は事業費の行かもしれません。",
            ),
        ),
    ),
    "missing-character": FindingWords(
        Words("characters have no Unicode value in the file", "文字コードのない文字があります。"),
        Words(
            "They are U+FFFD in the text; read them off the page.",
            "文の中では U+FFFD です。ページで確かめてください。",
        ),
        (
            Words(
                "{count:# character|# characters} of {project} can't be read.",
                "事業{project}に読み取れない文字が{count:,}字あります。",
            ),
        ),
    ),
    "missing-department": FindingWords(
        Words(
            "no department is printed for a project that has a table of its own",
            "担当の部課が印刷されていません。",
        ),
        _LOOK_AT_PAGE,
        (
            Words("Project {project} names no department.", "事業{project}に担当の部課がありません。"),
            Words("No project names a department.", "どの事業にも担当の部課がありません。"),
        ),
    ),
    "missing-era": FindingWords(
        Words(
            "columns are headed by numbers of years, and nothing names their era",
            "年の番号だけで、元号がどこにも書かれていない列があります。",
        ),
        Words(
            "Their periods are the numbers as printed; add the years by hand.",
            "印刷された番号を期間としました。年度は手で入れてください。",
        ),
        (
            Words(
                "No line above the columns {first} to {last} names the era of their years.",
                "{first}から{last}までの列の元号が、どこにも書かれていません。",
            ),
        ),
    ),
    "missing-title": FindingWords(
        Words("no heading was found above a project's number", "事業番号の上に見出しがありません。"),
        _ADAPT_PROFILE,
        (Words("Project {project} has no title.", "事業{project}に事業名がありません。"),),
    ),
    "missing-year": FindingWords(
        Words(
            "nothing names the fiscal year of a list's budgets", "事業費の年度が、どこにも書かれていません。"
        ),
        Words(
            "They are given as the total; add the year by hand.",
            "計の欄に入れました。年度は手で入れてください。",
        ),
        (
            Words(
                "Neither the column “{column}” nor a line above the list names its fiscal year.",
                "列「{column}」にも、一覧の上の行にも、年度が書かれていません。",
            ),
        ),
    ),
    "mixed-baseline": FindingWords(
        Words("tables name different baseline years", "表によって現況の年度が違います。"),
        Words("The most frequent one is the plan's.", "最も多いものを計画の年度としました。"),
        (
            Words(
                "Baseline years: {years}; {count:# table names|# tables name} {year}.",
                "現況の年度：{years}。{count:,}の表が{year}年度です。",
            ),
        ),
    ),
    "nameless-goal": FindingWords(
        Words("a row of a project's table has values and no goal", "目標のない行に値があります。"),
        Words(
            "Look at the page; enter by hand what the row is about.",
            "ページを確かめ、何の行かを手で入れてください。",
        ),
        (
            Words(
                "A row of {project} has no goal: “{text:short}”.",
                "事業{project}に目標のない行があります：「{text:short}」。",
            ),
        ),
    ),
    "number-gap": FindingWords(
        Words("a number is missing in the numbering of a strategy's projects", "事業番号が飛んでいます。"),
        Words("Look for it in the plan.", "計画の中を探してください。"),
        (
            Words(
                "Strategy {strategy} goes up to {last}, but {project} is missing.",
                "戦略{strategy}は{last}まで続きますが、{project}がありません。",
            ),
        ),
    ),
    "number-repeat": FindingWords(
        Words("two different projects bear the same number", "違う事業が同じ番号です。"),
        _LOOK_AT_BOTH,
        (
            Words(
                "“{first}” and “{copy}” both bear the number {project}, on page {first_page} and again on "
                "page {page}.",
                "「{first}」（{first_page}ページ）と「{copy}」（{page}ページ）が同じ番号{project}です。",
            ),
        ),
    ),
    "ocr-disagreement": FindingWords(
        Words(
            "the text layer over a scan and the recognition of its picture read something differently",
            "スキャンした画像の文字認識の結果と、画像に重ねられた文字とが異なります。",
        ),
        Words(
            "See on the page which reading is right; both may be wrong.",
            "どちらが正しいか、ページを確かめてください。どちらも誤りのことがあります。",
        ),
        (
            Words(
                "{pointer:field} of {project} is read in the picture as {picture:quoted}, and is "
                "{layer:quoted} in the text layer.",
                "事業{project}の{pointer:field}は、画像では{picture:quoted}、"
                "重ねられた文字では{layer:quoted}です。",
            ),
            Words(
                "Outside the projects the picture is read as {picture:quoted}, where the text layer has "
                "{layer:quoted}.",
                "事業の外で、画像では{picture:quoted}、重ねられた文字では{layer:quoted}です。",
            ),
        ),
    ),
    "ocr-doubtful": FindingWords(
        Words(
            "characters recognised in the picture of a page are not sure",
            "ページの画像から認識した文字に、不確かなものがあります。",
        ),
        Words("Compare them with the page.", "ページと見比べてください。"),
        (
            Words(
                "{pointer:field} of {project} is read in the picture as “{text:short}”, and not surely: "
                "{characters}.",
                "事業{project}の{pointer:field}は画像から「{text:short}」と読みましたが、"
                "不確かな文字があります（{characters}）。",
            ),
            Words(
                "Characters outside the projects are not surely read: {characters}.",
                "事業の外に、不確かな文字があります（{characters}）。",
            ),
        ),
    ),
    "ocr-missing": FindingWords(
        Words(
            "a page is a picture, in which no characters were recognised",
            "ページが画像で、文字を認識していません。",
        ),
        Words(
            "Install the extra that recognises characters (see docs/scans.md), or read the page by eye.",
            "文字認識の追加機能を導入するか（docs/scans.mdを参照）、ページを目で読んでください。",
        ),
        (
            Words(
                "{count:# page is a picture|# pages are pictures}, and not read: {pages}.",
                "{count:,}ページが画像で、読み取っていません（{pages}ページ）。",
            ),
        ),
    ),
    "odd-heading": FindingWords(
        Words("a heading is unlike those of its level", "同じ段の見出しと違う見出しがあります。"),
        Words(
            "Look at the page; it may be no heading, or one of another level.",
            "ページを確かめてください。見出しでないか、別の段の見出しかもしれません。",
        ),
        (
            Words(
                "The number of “{heading}” does not follow that of “{before}” under the same section.",
                "見出し「{heading}」の番号が、同じ節の「{before}」の番号に続いていません。",
            ),
            Words(
                "“{heading}” is set in {size} points, the other headings of its level in {usual}.",
                "見出し「{heading}」は{size}ポイントで、同じ段の見出しは{usual}ポイントです。",
            ),
        ),
    ),
    "odd-length": FindingWords(
        Words(
            "a title or description is unlike those of the other projects",
            "事業名や説明がほかの事業と違います。",
        ),
        Words(
            "Look at the page; part of it may be something else.",
            "ページを確かめてください。一部が別のものかもしれません。",
        ),
        (
            Words(
                "{pointer:field} of {project} has {count:# character|# characters}, the others {usual:,}.",
                "事業{project}の{pointer:field}は{count:,}字で、ほかは{usual:,}字ほどです。",
            ),
            Words(
                "The title of {project} is a sentence: “{title}”.",
                "事業{project}の事業名が文になっています：「{title}」。",
            ),
        ),
    ),
    "odd-periods": FindingWords(
        Words("a table has other periods than the plan's other tables", "ほかの表と期間が違う表があります。"),
        Words(
            "Look at the page; the table may be something else than a plan.",
            "ページを確かめてください。計画の表でないかもしれません。",
        ),
        (
            Words(
                "The baseline of {project} names no year, as those of other projects do.",
                "事業{project}の現況に、ほかの事業にある年度がありません。",
            ),
            Words(
                "A table of {project} has the periods {periods}, the others {usual}.",
                "事業{project}の表の期間は{periods}で、ほかの表は{usual}です。",
            ),
        ),
    ),
    "odd-unit": FindingWords(
        Words("a budget is in another unit than the plan's other budgets", "ほかの事業費と単位が違います。"),
        _LOOK_AT_PAGE,
        (
            Words(
                "The budget of {project} is in {unit:unit}, the others in {usual}.",
                "事業{project}の事業費の単位は{unit:unit}で、ほかは{usual}です。",
            ),
        ),
    ),
    "other-number": FindingWords(
        Words(
            "projects print no number, or one that is not of a strategy and a project",
            "戦略と事業の番号でない番号の、または番号のない事業があります。",
        ),
        Words(
            "They are counted under their strategy; the printed number is kept; refer to them by title.",
            "戦略ごとに数えました。印刷された番号も残しています。事業名で参照してください。",
        ),
        (
            Words(
                "The numbers of the projects here were counted: {projects}.",
                "ここの事業の番号は数えたものです：{projects}。",
            ),
        ),
    ),
    "quantity-sum": FindingWords(
        Words(
            "the quantities of the years don't add up to the printed total",
            "年度ごとの数量の合計が、印刷された計と合いません。",
        ),
        Words(
            "Both are as printed; the total may count otherwise.",
            "どちらも印刷のとおりです。計の数え方が違うのかもしれません。",
        ),
        (
            Words(
                "“{goal}”: the years add up to {sum:,}, the total says {total:,}.",
                "「{goal}」：各年度を足すと{sum:,}、計の欄は{total:,}です。",
            ),
        ),
    ),
    "recovered-word": FindingWords(
        Words(
            "a word whose font has no Unicode map was recognised in the picture of the page",
            "文字コードの対応表がないフォントの語を、ページの画像から認識しました。",
        ),
        Words("Compare it with the page.", "ページと見比べてください。"),
        (
            Words(
                "“{word}” is recovered from its picture, sure to {percent} % ({place}).",
                "「{word}」は画像から復元した語です（確かさ{percent}%、位置{place}）。",
            ),
        ),
    ),
    "repeated-block": FindingWords(
        Words(
            "a project or a part of one is printed again, alike",
            "同じ事業が、同じ内容でもう一度印刷されています。",
        ),
        _NOTHING_TO_DO,
        (
            Words(
                "Project {project} stands on page {first_page} and again on page {page}.",
                "事業{project}は{first_page}ページと{page}ページにあります。",
            ),
            Words(
                "A part of page {first_page}, from “{text}” on, stands again on page {page}.",
                "{first_page}ページの「{text}」からの部分が、{page}ページにもあります。",
            ),
            Words(
                "Text of page {first_page} stands again on page {page}.",
                "{first_page}ページの文が、{page}ページにもあります。",
            ),
            Words(
                "Project {project} stands again on page {page}.", "事業{project}は{page}ページにもあります。"
            ),
        ),
    ),
    "repeated-page": FindingWords(
        Words("a page is bound again, alike", "同じページがもう一度とじられています。"),
        _NOTHING_TO_DO,
        (
            Words(
                "Page {page} says what page {first_page} says.",
                "{page}ページは{first_page}ページと同じ内容です。",
            ),
            Words(
                "Page {page} says what page {first_page} says, without “{missing:short}”.",
                "{page}ページは{first_page}ページと同じ内容ですが、「{missing:short}」がありません。",
            ),
        ),
    ),
    "second-budget": FindingWords(
        Words("a project's table has several rows of costs", "事業費の行がいくつもあります。"),
        Words("The first is kept; look at the page.", "初めのものを採りました。ページを確かめてください。"),
        (
            Words(
                "“{label}” is one more row of costs; it is left out.",
                "「{label}」は二つ目以降の事業費の行なので、除きました。",
            ),
        ),
    ),
    "stale-correction": FindingWords(
        Words(
            "a correction no longer fits the plan, so it was not applied",
            "訂正が今の値と合わず、反映されませんでした。",
        ),
        Words(
            "Compare the page again; renew the correction or take it out of the file.",
            "もう一度ページと比べ、訂正を直すか、ファイルから除いてください。",
        ),
        (
            Words(
                f"{_NOT_APPLIED.en} there is no such project.",
                f"{_NOT_APPLIED.ja}その事業がありません。",
            ),
            Words(
                f"{_NOT_APPLIED.en} the project has no such value ({{title:value}}).",
                f"{_NOT_APPLIED.ja}事業{{title:value}}にその項目がありません。",
            ),
            Words(
                f"{_NOT_APPLIED.en} the value is now {{value:value}}.",
                f"{_NOT_APPLIED.ja}今の値は{{value:value}}です。",
            ),
            Words(
                f"{_NOT_APPLIED.en} {{context}} was {{before:value}} and is now {{value:value}}.",
                f"{_NOT_APPLIED.ja}{{context}}が{{before:value}}から{{value:value}}に変わりました。",
            ),
        ),
    ),
    "struck-out": FindingWords(
        Words("words are struck out, and therefore not read", "線で消された文字は読み取っていません。"),
        _LOOK_AT_PAGE,
        (Words("Struck out and not read: “{text}”.", "線で消されているので読み取っていません：「{text}」"),),
    ),
    "total-sum": FindingWords(
        Words(
            "the amounts of the rows don't add up to a total that a list prints",
            "各行の金額の合計が、印刷された小計・合計と合いません。",
        ),
        Words(
            "Compare the rows with the page; if they are right, ask the plan's publisher.",
            "各行をページと比べ、合っていれば計画の発行元に確かめてください。",
        ),
        (
            Words(
                "{period:budget}: the {projects:# project adds|# projects add} up to {sum:,}, "
                "“{label}” says {total:,}.",
                "{period:budget}：{projects:,}事業を足すと{sum:,}、「{label}」は{total:,}です。",
            ),
            Words(
                "the funding by {source}: the {projects:# project adds|# projects add} up to {sum:,}, "
                "“{label}” says {total:,}.",
                "財源「{source}」：{projects:,}事業を足すと{sum:,}、「{label}」は{total:,}です。",
            ),
        ),
    ),
    "undefined-footnote": FindingWords(
        Words("a footnote mark has no footnote", "脚注の記号に、脚注がありません。"),
        Words("Look for the footnote on the next page.", "次のページに脚注がないか確かめてください。"),
        (
            Words(
                "{mark} in {project} is explained nowhere.",
                "事業{project}の「{mark}」を説明する脚注がありません。",
            ),
        ),
    ),
    "unexplained-shape": FindingWords(
        Words(
            "bars are drawn over cells of a table, and no legend tells what their colours mean",
            "表の欄に、意味の書かれていない色の帯があります。",
        ),
        Words(
            "Their cells hold ■; look at the page, and correct the cells by hand.",
            "その欄は■としました。ページを確かめ、手で直してください。",
        ),
        (
            Words(
                "{count:# cell is|# cells are} covered by bars that no legend on the page explains.",
                "凡例のない帯がかかった欄が{count:,}か所あります。",
            ),
        ),
    ),
    "unknown-column": FindingWords(
        Words("a column's header is not understood", "表の列の見出しを読み取れません。"),
        Words("Add its words to the profile.", "プロファイルにその言葉を加えてください。"),
        (
            Words(
                "The column “{column}” is not understood; what it says is left out.",
                "列「{column}」の意味が分からないので、その内容を除きました。",
            ),
            Words(
                "The column “{kept_column}” is not understood; its texts are kept under its header.",
                "列「{kept_column}」の意味が分からないので、その内容を見出しとともに残しました。",
            ),
        ),
    ),
    "unknown-department": FindingWords(
        Words("a section stands without its department", "部の名がない課があります。"),
        _LOOK_AT_PAGE,
        (Words("{sections} stands without a department.", "「{sections}」に部の名がありません。"),),
    ),
    "unknown-milestone": FindingWords(
        Words("a milestone word is not in the vocabulary", "語彙にない取組の語です。"),
        Words("Add it to the vocabulary (--vocabulary).", "語彙に加えてください（--vocabulary）。"),
        (
            Words(
                "“{term}” of “{goal}” is no known stage.",
                "「{goal}」の「{term}」がどの段階か分かりません。",
            ),
        ),
    ),
    "unknown-project": FindingWords(
        Words("a reference points to a project that isn't here", "参照先の事業がこの計画にありません。"),
        Words("It may be in another volume.", "別の冊子にあるのかもしれません。"),
        (
            Words(
                "{project} points to {target}: not here.",
                "事業{project}が参照する{target}は、この計画にありません。",
            ),
        ),
    ),
    "unknown-table": FindingWords(
        Words("a table belongs to no project", "どの事業のものか分からない表です。"),
        _ADAPT_PROFILE,
        (
            Words(
                "A table of {cells:# cell|# cells} is not part of the plan of {project}: “{text:short}”.",
                "{cells:,}欄の表は、事業{project}の計画の表ではありません：「{text:short}」。",
            ),
            Words(
                "A table of {cells:# cell|# cells} belongs to no project: “{text:short}”.",
                "{cells:,}欄の表が、どの事業のものか分かりません：「{text:short}」。",
            ),
            Words(
                "A table of {cells:# cell|# cells} is no list of projects: “{list_text:short}”.",
                "{cells:,}欄の表は、事業の一覧ではありません：「{list_text:short}」。",
            ),
        ),
    ),
    "unplaced-cell": FindingWords(
        Words(
            "in a text, cells can't be put in their columns for certain; they are left out",
            "テキストの入力で、どの列のものか決められない欄を除きました。",
        ),
        Words(
            "Add them by hand from the printed page.",
            "印刷されたページを見て、手で入れてください。",
        ),
        (
            Words(
                "The amounts of the budget can't be told from those of others on the page.",
                "事業費の金額が、同じページのほかの事業のものと区別できません。",
            ),
            Words(
                "The numbers {numbers} may be those of the budget or of “{goal}”.",
                "数{numbers}は、事業費のものか、「{goal}」のものか決められません。",
            ),
            Words(
                "The cells of “{goal}” may be {ways:or}.",
                "「{goal}」の欄は{ways:or}です。",
            ),
            Words(
                "The cells of “{goal}” may be {ways:or} or {more:# other|# others}.",
                "「{goal}」の欄は{ways:or}、またはほかの{more:,}通りです。",
            ),
            Words(
                "The cells of “{goal}” can't be put in their columns.",
                "「{goal}」の欄がどの列のものか決められません。",
            ),
        ),
    ),
    "unplaced-text": FindingWords(
        Words(
            "in a text, it is not certain where something belongs; it is left out",
            "テキストの入力で、どこに属するか決められない文を除きました。",
        ),
        Words("Add it by hand from the printed page.", "印刷されたページを見て、手で入れてください。"),
        (
            Words(
                "“{text:short}” belongs to one of {projects}.",
                "「{text:short}」は事業{projects}のどれかに属します。",
            ),
            Words(
                "The lines of the row “{row_text:short}” may be those of the rows around it.",
                "行「{row_text:short}」は、上下の行の文字と混ざっているかもしれません。",
            ),
            Words(
                "The row “{goal}” belongs to one of {projects}.",
                "行「{goal}」は事業{projects}のどれかに属します。",
            ),
            Words(
                "The departments {departments:quoted} belong to one of {projects}.",
                "部課{departments:quoted}は事業{projects}のどれかに属します。",
            ),
            Words(
                "The relisted row “{row}” belongs to one of {projects}.",
                "再掲の行「{row}」は事業{projects}のどれかに属します。",
            ),
            Words(
                "The {missing:field} of the relisted row “{row}” ({reference}) can't be told from the text; "
                "it may be one of {texts:quoted}.",
                "再掲の行「{row}」（{reference}）の{missing:field}を決められません。"
                "{texts:quoted}のどれかかもしれません。",
            ),
            Words(
                "The {missing:field} of the relisted row “{row}” ({reference}) can't be told from the text; "
                "it may be one of those of other rows.",
                "再掲の行「{row}」（{reference}）の{missing:field}を決められません。"
                "ほかの行のもののどれかかもしれません。",
            ),
            Words(
                "“{rest:short}” may be the rest of a paragraph of which only the beginning is known.",
                "「{rest:short}」は、初めの部分しか分からない段落の続きかもしれません。",
            ),
            Words(
                "What the footnote “{footnote:short}” says can't be told from the text.",
                "脚注「{footnote:short}」の内容を決められません。",
            ),
            Words(
                "Which section belongs to which department can't be told: {sections:quoted}.",
                "どの課がどの部のものか決められません：{sections:quoted}。",
            ),
            Words(
                "The text stands in no order, so that only the numbers of the projects are certain.",
                "文の順序が失われているので、確かなのは事業の番号だけです。",
            ),
        ),
    ),
    "unread-picture": FindingWords(
        Words(
            "a picture, or letters drawn as shapes, may show words that are not read",
            "画像や図形として描かれた文字は読み取っていません。",
        ),
        Words(
            "Look at the page; enter by hand what belongs to a project.",
            "ページを確かめ、事業に属するものは手で入れてください。",
        ),
        (
            Words(
                "{count:# picture or drawing is|# pictures or drawings are} not read, the first "
                "{x:,} by {y:,} points from the top left of page {page}.",
                "{page}ページの画像や図形{count:,}件を読み取っていません"
                "（最初のものは左上から{x:,}×{y:,}ポイント）。",
            ),
            Words(
                "Page {page} is a picture, which is not read.", "{page}ページは画像なので読み取っていません。"
            ),
        ),
    ),
    "unreadable-page": FindingWords(
        Words("a page can't be read", "読み取れないページです。"),
        Words(
            "Ask the plan's publisher for a sound copy.",
            "計画の発行元に、壊れていないファイルを求めてください。",
        ),
        (
            Words(
                "Page {page} can't be read: {reason:reason}.",
                "{page}ページを読み取れません：{reason:reason}。",
            ),
            Words(
                "Page {page} can't be read: {list_reason:reason}. Rows after it may belong to another list, "
                "and lists after it be counted from a smaller number.",
                "{page}ページを読み取れません：{list_reason:reason}。"
                "後の行は別の一覧のものかもしれず、"
                "後の一覧の番号は小さすぎるかもしれません。",
            ),
            Words(
                "Headings above project {project} may be on page {lost_page}, which can't be read.",
                "事業{project}の上の見出しは、読み取れない{lost_page}ページにあるのかもしれません。",
            ),
        ),
    ),
    "unused-heading": FindingWords(
        Words("no project was found under a heading", "見出しの下に事業が見つかりません。"),
        _ADAPT_PROFILE,
        (
            Words(
                "No project was found under the heading “{heading}”.",
                "見出し「{heading}」の下に事業が見つかりません。",
            ),
        ),
    ),
    "unused-text": FindingWords(
        Words("text landed in no record", "どの項目にも入らなかった文字があります。"),
        Words(
            "Compare it with the page; adapt the profile if it matters.",
            "ページと比べ、必要ならプロファイルを直してください。",
        ),
        (
            Words(
                "{count:# character|# characters} landed in no record: “{text:short}”.",
                "どの項目にも入らなかった文字が{count:,}字あります：「{text:short}」。",
            ),
            Words(
                "{cells:# cell|# cells} of a table landed in no record: “{text:short}”.",
                "どの項目にも入らなかった表の欄が{cells:,}欄あります：「{text:short}」。",
            ),
            Words(
                "{count:# character|# characters} under the heading “{heading}” belong to no project.",
                "見出し「{heading}」の下の{count:,}字は、どの事業のものか分かりません。",
            ),
            Words(
                "A row of a list has neither number nor title: “{row:short}”.",
                "一覧の行に番号も事業名もありません：「{row:short}」。",
            ),
            Words(
                "{count:# text|# texts} landed in no record: {texts:quoted}.",
                "どの項目にも入らなかった文が{count:,}件あります：{texts:quoted}。",
            ),
            Words(
                "{count:# text|# texts} landed in no record: {texts:quoted} and {more:,} more.",
                "どの項目にも入らなかった文が{count:,}件あります：{texts:quoted}ほか{more:,}件。",
            ),
        ),
    ),
}
"""Words of every kind of finding, by its code."""
