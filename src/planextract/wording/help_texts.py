"""Japanese of the help of every command and option, by its English paragraph."""

from __future__ import annotations

HEADINGS = {"Usage": "使い方", "Options": "オプション", "Arguments": "引数", "Commands": "コマンド"}
"""Japanese of the headings of a help text."""

JAPANESE_HELP: dict[str, str] = {
    "Examples:": "例：",
    "Turn the action plan of a Japanese ward (PDF) into validated JSON and CSV.": (
        "自治体の実施計画（PDF）を、検証済みの JSON と CSV にします。"
    ),
    "Show the version and stop.": "版を示して終わります。",
    "Language of messages and help; that of the locale if not given.": (
        "メッセージとヘルプの言語。指定がなければロケールの言語。"
    ),
    "Show this message and exit.": "このヘルプを示して終わります。",
    # parse
    "Read a plan and write plan.json and CSV files, or other formats.": (
        "計画を読み取り、plan.json と CSV などの形式で書きます。"
    ),
    "The plan: a PDF, or text (.txt; - for standard input), or its URL. Several files, folders, "
    "patterns such "
    "as 'plans/*.pdf' and @LIST are parsed in one run.": (
        "計画のファイル。PDF かテキスト（.txt。標準入力は -）、またはその URL。複数のファイル、フォルダー、"
        "'plans/*.pdf' などのパターン、@一覧 は一度に読み取ります。"
    ),
    "Folder to write into; out/NAME of the file if not given. Of several files each gets a folder of its own "
    "in it.": (
        "書き込むフォルダー。指定がなければ out/ファイル名。複数のファイルには、その中に一つずつフォルダーを"
        "作ります。"
    ),
    "Reader: pdfium or pdfplumber; text for text under another name than .txt.": (
        "読み取り機能：pdfium か pdfplumber。名前が .txt でないテキストには text。"
    ),
    "Layout: the name of a profile or a YAML file; if not given, what fits best.": (
        "レイアウト：プロファイルの名前か YAML ファイル。指定がなければ最も合うもの。"
    ),
    "Milestone words: a YAML file instead of the profile's.": (
        "取組の語彙：プロファイルのものに代わる YAML ファイル。"
    ),
    "Password of an encrypted file.": "暗号化されたファイルのパスワード。",
    "Take in projects that no reader can see, marked hidden.": (
        "紙面に見えない事業も、hidden の印を付けて含めます。"
    ),
    "What to write: json, csv, xlsx, sqlite, parquet, datapackage; several with commas or by repeating it. "
    "json+csv+xlsx if not given.": (
        "書く形式：json、csv、xlsx、sqlite、parquet、datapackage。複数ならコンマで区切るか、繰り返します。"
        "指定がなければ json、csv、xlsx。"
    ),
    "全国地方公共団体コード of the body, six digits; else the profile's.": (
        "団体の全国地方公共団体コード（6桁）。なければプロファイルのもの。"
    ),
    "Name of the body; else the profile's.": "団体の名称。なければプロファイルのもの。",
    "Licence of the data, such as CC-BY-4.0, or its URL.": (
        "データのライセンス（CC-BY-4.0 など）、またはその URL。"
    ),
    "Write report.html too: the data beside pictures of the pages.": (
        "report.html も書きます。ページの画像の横にデータを示すものです。"
    ),
    "A corrections.yaml saved from a report; what no longer fits becomes a finding.": (
        "レポートから保存した corrections.yaml。合わなくなった訂正は要確認になります。"
    ),
    "Give a file up that takes longer to read; 20 and 1 for each of its pages if not given.": (
        "読み取りを打ち切るまでの秒数。指定がなければ 20 に1ページごとに 1 を足したもの。"
    ),
    "Give a file up that takes more memory to read, in any process (Linux only).": (
        "どれかのプロセスがこれより多くのメモリ（MiB）を使えば、読み取りを打ち切ります（Linux だけ）。"
    ),
    "Processes that read pages; if not given, one for each core when the file is long.": (
        "ページを読み取るプロセスの数。指定がなければ、長いファイルではコアごとに一つ。"
    ),
    "When to recognise characters in pictures: auto, where a page or word has no usable text (needs the "
    "extra planextract[ocr]); never; or always, on every page.": (
        "画像の文字認識をいつするか。auto は、使える文字のないページや語だけ（planextract[ocr] が要ります）。"
        "never はしません。always はすべてのページ。"
    ),
    "Print plan.json to standard output and write no files.": (
        "plan.json を標準出力に書き、ファイルは書きません。"
    ),
    "Exit with status 7 when there are findings of severity error.": (
        "重要度が「誤り」の要確認があれば、状態 7 で終わります。"
    ),
    "Show no progress and no summary; only what went wrong.": ("経過もまとめも示さず、問題だけを示します。"),
    "Tell for every page where its glyphs went.": "ページごとに、文字がどう使われたかを示します。",
    # text
    "Print each page's text as the pipeline sees it, to compare it with the page.": (
        "プログラムが読んだとおりに各ページの文を示します。ページと比べるためのものです。"
    ),
    "Only what a reader sees, each thing once, in reading order; cells of a row are separated by |.": (
        "紙面に見えるものだけを一度ずつ、読む順に示します。行の欄は | で区切ります。"
    ),
    "The plan.": "計画のファイル。",
    "Which pages: 3, 3-5, 3- or -5.": "ページ：3、3-5、3-、-5 のように。",
    "Reader: pdfium or pdfplumber.": "読み取り機能：pdfium か pdfplumber。",
    # report
    "Write report.html: the data of a plan beside pictures of its pages, to be checked by a person.": (
        "report.html を書きます。ページの画像の横にデータを示し、人が確かめるためのものです。"
    ),
    "It is one file that needs no network. Corrections made in it are saved as corrections.yaml, for parse "
    "--corrections.": (
        "一つのファイルで、ネットワークは要りません。その中でした訂正は corrections.yaml に保存し、"
        "parse --corrections で反映します。"
    ),
    "A folder that parse wrote.": "parse が書いたフォルダー。",
    "The plan's PDF; looked for here and in the folder if not given.": (
        "計画の PDF。指定がなければ、ここと、そのフォルダーで探します。"
    ),
    "A corrections.yaml; what it says was checked is marked, where it is as it was.": (
        "corrections.yaml。確認済みの値が今も同じなら、その印を付けます。"
    ),
    # check
    "Check written tables (CSV and Excel) against rules for data that machines can read.": (
        "書いた表（CSV と Excel）が、機械判読できるデータの規則を守るか確かめます。"
    ),
    "Each rule is one line, and under it each place where it is not kept. One more line tells whether the "
    "files of the folder belong together. The exit status is 7 when a rule is broken; a warning alone breaks "
    "none.": (
        "規則ごとに一行で示し、守られていない場所をその下に挙げます。最後の一行は、フォルダーのファイルが"
        "一つの計画のものかを示します。"
        "守られない規則があれば状態 7 で終わります。注意だけなら守られています。"
    ),
    "Which rules: soumu.": "規則：soumu。",
    # inspect
    "Draw a page as the pipeline saw it, for whoever tunes a profile.": (
        "プログラムが読んだとおりにページを描きます。プロファイルを調整するためのものです。"
    ),
    "Glyphs that were kept are black, dropped ones coloured by reason; rules, cells, lines, the parts that "
    "went into each project and the places of its values are layers of their own. In an SVG every mark says "
    "what it is when pointed at; a PNG draws over the picture of the page.": (
        "採った文字は黒、除いた文字は理由ごとの色です。罫線、欄、行、事業に入った部分、値の場所は別々の層です。"
        "SVG では、指すと何かが分かります。PNG ではページの画像に重ねて描きます。"
    ),
    "Which page, counted from 1.": "ページ。1から数えます。",
    "An .svg or .png file; NAME-page-N.svg here if not given.": (
        ".svg か .png のファイル。指定がなければ、ここに 名前-page-N.svg。"
    ),
    # profiles
    "Show the layouts that are known, check one of your own, or draft one.": (
        "知られたレイアウトを示し、自分のものを確かめ、または案を作ります。"
    ),
    "Print the shipped profiles in the order in which they are tried.": (
        "付属のプロファイルを、試す順に示します。"
    ),
    "Print a profile, to begin one of your own with.": (
        "プロファイルを示します。自分のものを作る元になります。"
    ),
    "Name of a shipped profile, or a file.": "付属のプロファイルの名前か、ファイル。",
    "Check that a profile is valid; every mistake is told with its line and path.": (
        "プロファイルが正しいか確かめます。誤りはすべて行と場所とともに示します。"
    ),
    "A profile in YAML.": "YAML のプロファイル。",
    "Draft a profile from the headers that a plan prints.": (
        "計画に印刷された見出しから、プロファイルの案を作ります。"
    ),
    "The comments in it tell how often and where each thing was found, and what nothing speaks for.": (
        "案の注釈は、それぞれが何回どこで見つかったか、根拠のないものは何かを示します。"
    ),
    "A plan whose layout is not known.": "レイアウトの分からない計画。",
    "A .yaml file; printed if not given.": ".yaml のファイル。指定がなければ表示します。",
    "Replace the file of --out if it exists.": "--out のファイルがあれば置き換えます。",
    "Name of the profile; else the file's.": "プロファイルの名前。なければファイルの名前。",
    # validate and schema
    "Check a plan.json, or a folder with all files of a dataset.": (
        "plan.json か、データセットのファイルがすべて入ったフォルダーを確かめます。"
    ),
    "The file must follow the published schema to the letter and not contradict itself: numbers that repeat, "
    "references to nothing, pages that do not exist, and sums that differ without a finding are mistakes. Of "
    "a folder, all files must belong to that plan. The exit status is 9 when something is wrong.": (
        "ファイルは公開したスキーマに厳密に従い、矛盾してはいけません。番号の重複、"
        "参照先のない参照、ないページ、"
        "要確認のない合計の違いは誤りです。フォルダーでは、"
        "すべてのファイルがその計画のものでなければなりません。"
        "誤りがあれば状態 9 で終わります。"
    ),
    "A plan.json, or the folder that it is in.": "plan.json か、それが入ったフォルダー。",
    "Print the JSON Schema of plan.json, of places.json, or of a diff.": (
        "plan.json、places.json、差分のどれかの JSON Schema を示します。"
    ),
    "Of plan.json, of places.json, or of what diff --format json prints.": (
        "plan.json、places.json、diff --format json が示すもののどれか。"
    ),
    # diff
    "Tell what changed between two editions of a plan.": "計画の二つの版の違いを示します。",
    "Projects are paired by number, then by how alike their titles, goals and departments are. Years are "
    "compared by fiscal year; years that only one edition has are not compared. The exit status is 0 whether "
    "or not something changed.": (
        "事業は番号で、次に名称、目標、担当の近さで対応づけます。年度どうしを比べ、片方の版にしかない年度は比べ"
        "ません。違いがあってもなくても状態 0 で終わります。"
    ),
    "A plan.json, or the folder it is in.": "plan.json か、それが入ったフォルダー。",
    "The same of the newer edition.": "新しい版の同じもの。",
    "How to print the changes.": "違いを示す形式。",
    # update
    "Fetch the plans that have changed and bring their data up to date.": (
        "変わった計画を取得し、データを新しくします。"
    ),
    "Prints a Markdown summary. New data that lost projects, have more errors, cover less of the pages, fill "
    "a field less often or hold values of another scale do not replace the old: they are put beside them, "
    "into OUT.rejected. Where GITHUB_OUTPUT is set, changed=true or changed=false is written to that file.": (
        "まとめを Markdown で示します。事業が減り、誤りが増え、読めた範囲が減り、"
        "項目が埋まらなくなり、または値の"
        "桁が変わった新しいデータは、古いデータに代えず、"
        "横の OUT.rejected に置きます。GITHUB_OUTPUT があれば、"
        "そのファイルに changed=true か changed=false を書きます。"
    ),
    "Exit status: 0 all is well, whether or not something changed; 8 new data were refused; otherwise what "
    "went wrong with a source (the others are done nonetheless).": (
        "終わりの状態：0 は、変わったかどうかによらず問題なし。8 は、"
        "新しいデータを受け入れなかったとき。ほかは、"
        "どれかの計画で起きた問題です（ほかの計画は処理されます）。"
    ),
    "A plans.yaml:": "plans.yaml の例：",
    "A YAML file that lists the plans.": "計画を挙げた YAML ファイル。",
    "Take new data of this plan even if worse.": "この計画の新しいデータは、悪くなっていても受け入れます。",
    "Write the Markdown summary here too, for git commit --file.": (
        "Markdown のまとめをここにも書きます。git commit --file に使えます。"
    ),
    # init
    "Begin a repository for a dataset that keeps itself up to date.": (
        "自動で新しくなるデータセットのリポジトリーを始めます。"
    ),
    "Writes plans.yaml with comments, a workflow, READMEs in English and Japanese, a notice of the licence, "
    ".gitattributes and .gitignore. A file that exists is never overwritten.": (
        "説明付きの plans.yaml、ワークフロー、英語と日本語の README、ライセンスの表示、.gitattributes、"
        ".gitignore を書きます。すでにあるファイルは上書きしません。"
    ),
    "Folder of the new repository.": "新しいリポジトリーのフォルダー。",
    "Name of the first plan; else the folder's.": "最初の計画の名前。なければフォルダーの名前。",
    "Address or path of its PDF.": "その PDF のアドレスかパス。",
    "Repository and pinned revision of planextract for the workflow.": (
        "ワークフローが使う planextract のリポジトリーと、固定した版。"
    ),
    # batch and merge
    "Parse any number of plans into one Parquet dataset with a manifest.": (
        "いくつもの計画を、目録の付いた一つの Parquet のデータセットにします。"
    ),
    "A run that was killed is resumed by the same command: files that have not changed are not read again. "
    "Files that fail do not change the exit status; the manifest names them.": (
        "途中で止まった実行は、同じコマンドで続きから始まります。変わっていないファイルは読み直しません。"
        "読めないファイルがあっても終わりの状態は変わらず、目録に載ります。"
    ),
    "Files, URLs, folders, patterns, @LIST with a source in each line, or a CSV or Parquet table "
    "with a column "
    "path or url.": (
        "ファイル、URL、フォルダー、パターン、一行に一つを書いた @一覧、または path か url の列のある CSV か "
        "Parquet の表。"
    ),
    "Folder of the dataset.": "データセットのフォルダー。",
    "Layout; if not given, what fits each file best.": (
        "レイアウト。指定がなければ、ファイルごとに最も合うもの。"
    ),
    "Milestone words: a YAML file.": "取組の語彙：YAML ファイル。",
    "What shares the files out: local or ray.": "ファイルを分け合うもの：local か ray。",
    "Address of a Ray cluster; this machine if not given.": (
        "Ray のクラスターのアドレス。指定がなければこの機械。"
    ),
    "Read unchanged files that failed before again.": "前に読めなかったファイルも、もう一度読み取ります。",
    "Show no progress and no summary.": "経過もまとめも示しません。",
    "Put datasets together into one database or one dataset.": (
        "いくつかのデータセットを、一つのデータベースかデータセットに合わせます。"
    ),
    "Datasets that `planextract batch` has written.": "`planextract batch` が書いたデータセット。",
    "A .sqlite or .duckdb file, or a folder for one dataset.": (
        ".sqlite か .duckdb のファイル、または一つのデータセットのフォルダー。"
    ),
}
"""Japanese of each paragraph of help; examples of commands stay as they are."""
