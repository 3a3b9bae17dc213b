"""Japanese of every message on the command line and in errors, by its English template.

A test holds that no template is missing here and that both languages name the same facts.
"""

from __future__ import annotations

from planextract.wording.help_texts import JAPANESE_HELP
from planextract.wording.page_reasons import PAGE_REASONS

_ERRORS = {
    # files
    "There is no file {path}.": "ファイル {path} がありません。",
    "{path} can't be read ({strerror}).": "{path} を読めません（{strerror}）。",
    "{path} is larger than {size} MiB.": "{path} は {size} MiB を超えています。",
    "{path} is empty.": "{path} は空です。",
    "Check the path.": "パスを確かめてください。",
    "Check what it is.": "何のファイルか確かめてください。",
    "Check that it is the right file.": "正しいファイルか確かめてください。",
    "Download it again.": "もう一度ダウンロードしてください。",
    "{name} can't be read as text: it is neither UTF-8 nor UTF-16 nor CP932 (Shift_JIS).": (
        "{name} をテキストとして読めません。UTF-8、UTF-16、CP932（Shift_JIS）のどれでもありません。"
    ),
    "Save it as UTF-8 and try again.": "UTF-8 で保存し直してください。",
    # PDF
    "The file is encrypted and needs a password.": "ファイルは暗号化されていて、パスワードが要ります。",
    "The password does not open the file.": "そのパスワードではファイルを開けません。",
    "Give the right one with --password.": "--password で正しいパスワードを指定してください。",
    "This is not a PDF that can be read ({error}).": "読み取れる PDF ではありません（{error}）。",
    "Check that the file is a PDF and downloaded whole.": (
        "PDF か、最後までダウンロードされているかを確かめてください。"
    ),
    "The file has {count:,} pages, where {pages:,} are read.": (
        "ファイルは{count:,}ページあります。読めるのは{pages:,}ページまでです。"
    ),
    "Cut it into volumes; check what the file really is.": (
        "分冊にしてください。何のファイルかも確かめてください。"
    ),
    "pdfplumber can't read this file ({error}).": "pdfplumber ではこのファイルを読めません（{error}）。",
    "Try --engine pdfium.": "--engine pdfium を試してください。",
    "There is no engine {engine}.": "{engine} という読み取り機能はありません。",
    "Choose one of {engines}.": "{engines}のどれかを選んでください。",
    "The fonts of this file can't be looked at ({name}: {error}).": (
        "このファイルのフォントを調べられません（{name}: {error}）。"
    ),
    "Save it anew with another program.": "別のソフトで保存し直してください。",
    "A plan stays far below; check what the file really is.": (
        "計画ならずっと小さいはずです。何のファイルか確かめてください。"
    ),
    # processes and limits
    "{timeout:g} seconds are no deadline.": "{timeout:g}秒は制限時間になりません。",
    "Give --timeout a number above 0.": "--timeout には0より大きい数を指定してください。",
    "{memory_limit} MiB are too few to read any file.": (
        "{memory_limit} MiB では、どのファイルも読めません。"
    ),
    "Give --memory-limit {min_memory_mib} or more.": (
        "--memory-limit には {min_memory_mib} 以上を指定してください。"
    ),
    "{jobs} processes read nothing.": "プロセスの数が{jobs}では何も読めません。",
    "Give --jobs 1 or more.": "--jobs には1以上を指定してください。",
    "Reading {name} takes longer than {seconds:g} seconds.": (
        "{name} の読み取りが{seconds:g}秒を超えました。"
    ),
    "Check what the file is, or allow more with --timeout.": (
        "何のファイルか確かめるか、--timeout を延ばしてください。"
    ),
    "Reading {name} takes more memory than the limit of {memory} MiB.": (
        "{name} の読み取りに使うメモリが、上限の {memory} MiB を超えました。"
    ),
    "Check what the file is, or allow more with --memory-limit.": (
        "何のファイルか確かめるか、--memory-limit を増やしてください。"
    ),
    "The reader crashed on {name} ({how}).": "{name} の読み取りが異常終了しました（{how}）。",
    "Try another --engine, or ask the publisher of the file for a sound copy.": (
        "別の --engine を試すか、発行元に壊れていないファイルを求めてください。"
    ),
    "No process can be started ({strerror}).": "プロセスを始められません（{strerror}）。",
    "End others, or try again later.": "ほかのプロセスを終えるか、後でもう一度試してください。",
    # no plan
    "No plan can be read in {path}. {first}": "{path} から計画を読み取れません。{first}",
    "The pages of {path} have no text layer: they are pictures.": (
        "{path} のページには文字がありません。画像です。"
    ),
    "Nothing was recognised on the pages of {path}.": "{path} のページから文字を認識できませんでした。",
    "{pictures:,} of the {pages:,} pages of {path} are pictures, which were not read.": (
        "{path} の {pages:,} ページのうち {pictures:,} ページは画像で、読み取っていません。"
    ),
    "Run `{command}`, then try again.": "`{command}` を実行してから、もう一度試してください。",
    "Give --ocr auto.": "--ocr auto を指定してください。",
    "If there is something printed on the pages, give --ocr always.": (
        "ページに印刷があれば、--ocr always を指定してください。"
    ),
    "Scan the pages anew, at 300 dpi.": "ページを 300 dpi でスキャンし直してください。",
    "Recognition of characters needs packages that are not installed.": (
        "文字認識に必要なパッケージが導入されていません。"
    ),
    "There is no mode {name} of recognition.": "文字認識に {name} という指定はありません。",
    "Give --ocr one of {modes}.": "--ocr には {modes} のどれかを指定してください。",
    "{lost:,} of the {kept:,} characters of {path} are in fonts that do not tell which they are.": (
        "{path} の{kept:,}字のうち{lost:,}字は、何の文字かを示さないフォントです。"
    ),
    "All projects of {path} stand in content that no reader of its pages can see.": (
        "{path} の事業は、どれも紙面に見えないところにあります。"
    ),
    "If it is the text layer of a scan, give --include-hidden.": (
        "スキャンの文字の層なら --include-hidden を付けてください。"
    ),
    "No action plan was recognised in {path}: {nearest}.": "{path} に実施計画を認められません。{nearest}。",
    "No action plan was recognised in {path}: it has no project's number over a table.": (
        "{path} に実施計画を認められません。表の上に事業の番号がありません。"
    ),
    "the profile {name} fits (score {score:.2f}), but no project could be read with it": (
        "プロファイル {name} が合います（スコア {score:.2f}）が、事業を一つも読み取れませんでした"
    ),
    "nothing that the profile {tried:or} names was found": (
        "プロファイル {tried:or} が挙げるものが何も見つかりません"
    ),
    "the profile {name} comes nearest (score {score:.2f}); found: {found}; but not: {missing}": (
        "プロファイル {name} が最も近い（スコア {score:.2f}）ものの、見つかったのは{found}で、"
        "次のものがありません：{missing}"
    ),
    "Check that this is the right file; if it is, `planextract profiles new {path}` drafts a profile "
    "for it.": (
        "正しいファイルか確かめてください。正しければ `planextract profiles new {path}` で"
        "プロファイルの案を作れます。"
    ),
    "Check that this is the right file; if there is a PDF, give that.": (
        "正しいファイルか確かめてください。PDF があれば、それを指定してください。"
    ),
    "The profile {name} is for lists, whose columns a text has lost.": (
        "プロファイル {name} は一覧のためのもので、テキストは列を失っています。"
    ),
    "Give the PDF, or a profile of the family `block`.": (
        "PDF か、`block` の種類のプロファイルを指定してください。"
    ),
    # profiles and options
    "There is no {what} {name} that can be read.": "読める{what} {name} がありません。",
    "Name a shipped {what} or the path of a YAML file.": (
        "付属の{what}の名前か、YAML ファイルのパスを指定してください。"
    ),
    "The {what} {name} is not valid at {first}.": "{what} {name} に誤りがあります：{first}。",
    "The {what} {name} is not valid at {first} ({count:# more mistake|# more mistakes}).": (
        "{what} {name} に誤りがあります：{first}（ほかに{count:,}件）。"
    ),
    "profile": "プロファイル",
    "vocabulary": "語彙",
    "Mend it and try again.": "直してもう一度試してください。",
    "Mend it and try again; `planextract profiles check {name}` tells every mistake.": (
        "直してもう一度試してください。`planextract profiles check {name}` で誤りがすべて分かります。"
    ),
    "--body-code: {error}.": "--body-code：{error}。",
    "Look it up in the list of 総務省.": "総務省の一覧で調べてください。",
    "{licence!r} names no licence.": "{licence!r} はライセンスの名前ではありません。",
    "Give an identifier such as CC-BY-4.0, or a URL.": ("CC-BY-4.0 などの識別子か、URL を指定してください。"),
    "There are no messages in the language {name!r}.": "言語 {name!r} のメッセージはありません。",
    "Choose from {languages}.": "{languages}から選んでください。",
    # corrections
    "There are no corrections {path} that can be read.": "読める訂正のファイル {path} がありません。",
    "{path} is not YAML: {error}.": "{path} は YAML ではありません：{error}。",
    "{path} is not valid at {place}: {mistake}.": "{path} の {place} に誤りがあります：{mistake}。",
    "Mend it, or save it from the report again.": "直すか、レポートから保存し直してください。",
    "The correction of {field} of {project} can't be {value:value}: that is no value for it.": (
        "事業{project}の{field}を{value:value}に訂正できません。その項目の値になりません。"
    ),
    "Mend it in the file of corrections.": "訂正のファイルを直してください。",
    # output
    "{folder} is the root of the file system.": "{folder} はファイルシステムの最上位です。",
    "Name a folder of its own with --out.": "--out で専用のフォルダーを指定してください。",
    "{folder} is a file, not a folder.": "{folder} はフォルダーではなくファイルです。",
    "{folder} is a folder, not a file.": "{folder} はファイルではなくフォルダーです。",
    "Name another folder with --out.": "--out で別のフォルダーを指定してください。",
    "The folder {folder} can't be written ({strerror}).": (
        "フォルダー {folder} に書き込めません（{strerror}）。"
    ),
    "Name another folder with --out, or see to its permissions and the space left.": (
        "--out で別のフォルダーを指定するか、権限と空き容量を確かめてください。"
    ),
    "{staging} is not a folder of this program.": "{staging} はこのプログラムのフォルダーではありません。",
    "Remove it or name another folder.": "それを取り除くか、別のフォルダーを指定してください。",
    "Another run is writing into {folder}.": "ほかの実行が {folder} に書き込んでいます。",
    "Wait for it; if there is none, delete {staging}.": (
        "終わるのを待ってください。ほかの実行がなければ {staging} を消してください。"
    ),
    "{name!r} is no format.": "{name!r} という形式はありません。",
    "Choose from {formats}.": "{formats}から選んでください。",
    "The {extra} format needs {library}, which is not installed.": (
        "{extra} の形式には {library} が要りますが、入っていません。"
    ),
    "Run `pip install 'planextract[{extra}]'`.": "`pip install 'planextract[{extra}]'` を実行してください。",
    "A text of {count:,} characters is too long for a workbook, whose cells hold {most:,}.": (
        "{count:,}字の文はブックに入りません。欄に入るのは{most:,}字までです。"
    ),
    "Leave xlsx out of --format; the other formats hold it.": (
        "--format から xlsx を除いてください。ほかの形式には入ります。"
    ),
    "The sqlite format needs SQLite 3.34, and Python has {sqlite_version} here.": (
        "sqlite の形式には SQLite 3.34 が要りますが、この Python にあるのは {sqlite_version} です。"
    ),
    "Use a newer Python, or another format.": "新しい Python か、別の形式を使ってください。",
    # written data
    "There is no plan.json in {folder}.": "{folder} に plan.json がありません。",
    "{file} is not UTF-8 text.": "{file} は UTF-8 のテキストではありません。",
    "Hand in a plan.json.": "plan.json を指定してください。",
    "Hand in a file that parse wrote.": "parse が書いたファイルを指定してください。",
    "{file} is not a valid plan.json at {place}: {mistake}.": (
        "{file} は正しい plan.json ではありません（{place}：{mistake}）。"
    ),
    "Hand in a file that planextract parse has written, or write it again.": (
        "planextract parse が書いたファイルを指定するか、書き直してください。"
    ),
    "{file} is not a valid {name}: {error_count:# mistake|# mistakes}.": (
        "{file} は正しい {name} ではありません。誤りが{error_count:,}件あります。"
    ),
    "{file} is not a valid dataset: {count:# mistake|# mistakes}.": (
        "{file} は正しいデータセットではありません。誤りが{count:,}件あります。"
    ),
    "{file} is not a valid plan.json: {count:# mistake|# mistakes}.": (
        "{file} は正しい plan.json ではありません。誤りが{count:,}件あります。"
    ),
    "They are listed above.": "誤りは上に挙げたとおりです。",
    "Correct what is listed above, or write it again with `planextract parse`.": (
        "上に挙げたものを直すか、`planextract parse` で書き直してください。"
    ),
    "places.json and plan.json were not read from the same file.": (
        "places.json と plan.json は同じファイルから読み取ったものではありません。"
    ),
    "Parse the plan again.": "計画をもう一度読み取ってください。",
    "{pdf} is not the file that plan.json was read from ({file}).": (
        "{pdf} は plan.json を読み取ったファイル（{file}）ではありません。"
    ),
    "Name that file with --pdf, or parse this one.": (
        "--pdf でそのファイルを指定するか、このファイルを読み取ってください。"
    ),
    "The file {file} is not here.": "ファイル {file} がここにありません。",
    "Say where it is with --pdf.": "--pdf で場所を指定してください。",
    "A text has no pages to show in a report.": "テキストには、レポートに示すページがありません。",
    "Leave out --report.": "--report を除いてください。",
    "There is no folder {folder}.": "フォルダー {folder} がありません。",
    "Name a folder that `parse` wrote.": "`parse` が書いたフォルダーを指定してください。",
    "There is no table in {folder}.": "{folder} に表がありません。",
    "Write some with `planextract parse --format csv`.": (
        "`planextract parse --format csv` で書いてください。"
    ),
    "{path} is no CSV file in UTF-8 ({error}).": "{path} は UTF-8 の CSV ではありません（{error}）。",
    "{path} is no workbook ({error}).": "{path} はブックではありません（{error}）。",
    "Write it again.": "書き直してください。",
    # check
    "There are no rules {rules!r}.": "{rules!r} という規則はありません。",
    "Choose from {check_sets}.": "{check_sets}から選んでください。",
    "{tables:# table|# tables}, {count} rules, {broken} broken.": (
        "表{tables:,}、規則{count}、守られていない規則{broken}。"
    ),
    "{broken:# rule|# rules} broken in {folder}/.": "{folder}/ で規則が{broken:,}件守られていません。",
    "The places are listed; correct them, or write the files again with `planextract parse`.": (
        "場所は挙げたとおりです。直すか、`planextract parse` で書き直してください。"
    ),
    # pages
    "{pages!r} is no range of the file's {count} pages.": (
        "{pages!r} は{count}ページのファイルの範囲ではありません。"
    ),
    "Write it as 3 or 3-5.": "3 や 3-5 のように書いてください。",
    "Page {number} can't be read: {unreadable:reason}.": (
        "{number}ページを読み取れません：{unreadable:reason}。"
    ),
    "Page {page} can't be read: {unreadable:reason}.": (
        "{page}ページを読み取れません：{unreadable:reason}。"
    ),
    "Look at another.": "別のページを見てください。",
    "There is no page {page}.": "{page}ページはありません。",
    "{path} has the pages 1 to {page_count}.": "{path} のページは1から{page_count}までです。",
    "Page {page} can't be painted.": "{page}ページを描けません。",
    "Draw it as SVG.": "SVG で描いてください。",
    "{target} is no name for a drawing.": "{target} は図の名前になりません。",
    "End it in .svg or .png.": "名前の終わりを .svg か .png にしてください。",
    # profiles
    "{file} is not a valid profile: {count:# mistake|# mistakes}.": (
        "{file} は正しいプロファイルではありません。誤りが{count:,}件あります。"
    ),
    "See above.": "上を見てください。",
    "{out} is no name for a profile.": "{out} はプロファイルの名前になりません。",
    "End it in .yaml.": "名前の終わりを .yaml にしてください。",
    "Nothing is printed on the pages of {file} that could be read: they are pictures, or blank.": (
        "{file} のページには読み取れるものがありません。画像か、白紙です。"
    ),
    # update
    "There is no {path} that can be read.": "読める {path} がありません。",
    "Name a YAML file, or make one with `planextract init`.": (
        "YAML ファイルを指定するか、`planextract init` で作ってください。"
    ),
    "{path} is not valid: {mistakes}.": "{path} に誤りがあります：{mistakes}。",
    "{config} has no plan named {unknown}.": "{config} に {unknown} という計画はありません。",
    "Check the --accept options.": "--accept の指定を確かめてください。",
    "{path} can't be written ({strerror}).": "{path} に書き込めません（{strerror}）。",
    "Name another file.": "別のファイルを指定してください。",
    "The new data of {names} were refused; what was there stays.": (
        "{names} の新しいデータは受け入れませんでした。前からあるものはそのままです。"
    ),
    "See the summary and the .rejected folder beside the data.": (
        "まとめと、データの横の .rejected フォルダーを見てください。"
    ),
    "See the summary and the .rejected folder beside the data. If they are right nonetheless: {command}": (
        "まとめと、データの横の .rejected フォルダーを見てください。それでも正しければ: {command}"
    ),
    "The plan of {names} could not be had or read.": "{names} の計画を取得できないか、読めません。",
    "The summary says why.": "理由はまとめにあります。",
    "{url} broke off while it was downloaded ({reason}).": (
        "{url} のダウンロードが途中で切れました（{reason}）。"
    ),
    "Try again later.": "後でもう一度試してください。",
    "{url} answers with status {status}.": "{url} の応答の状態は {status} です。",
    "{url} was not there within {deadline:g} s.": "{url} を{deadline:g}秒のうちに取得できませんでした。",
    "Try again later, or raise fetch.deadline in the YAML file.": (
        "後でもう一度試すか、YAML の fetch.deadline を延ばしてください。"
    ),
    "{url} is no PDF: the server sent {kind}.": (
        "{url} は PDF ではありません。サーバーが送ったのは {kind} です。"
    ),
    "{url} is no PDF: the server sent {kind}, and nothing in it.": (
        "{url} は PDF ではありません。サーバーが送ったのは {kind} で、中身がありません。"
    ),
    "something without a type": "種類の分からないもの",
    "Open the address in a browser; it may lead to a page that links the PDF.": (
        "アドレスをブラウザーで開いてください。PDF へのリンクがあるページかもしれません。"
    ),
    "{source} is larger than {max_megabytes:g} MB.": "{source} は {max_megabytes:g} MB を超えています。",
    "Check that it is the plan, and raise fetch.max_megabytes in the YAML file if it is.": (
        "計画か確かめ、そうなら YAML の fetch.max_megabytes を増やしてください。"
    ),
    "{url} leads to {what}.": "{url} の行き先を使えません（{what}）。",
    "{url} sends {what}.": "{url} の応答を使えません（{what}）。",
    "{url} is {what}.": "{url} は使えないアドレスです（{what}）。",
    "{url} leads to {host}, a host within a private network.": (
        "{url} の行き先は内部ネットワークのホスト {host} です。"
    ),
    "{url} leads on to an address that is missing.": "{url} は別のアドレスへ移りますが、それがありません。",
    "{url} leads from https to an address without it.": (
        "{url} は https から https でないアドレスへ移ります。"
    ),
    "{url} answers with status {status} and asks to come back in {seconds:,} s, later than "
    "fetch.deadline allows.": (
        "{url} の応答の状態は {status} で、{seconds:,}秒後を求めています。fetch.deadline より後です。"
    ),
    "If that is meant, name the host in fetch.allow_hosts in the YAML file.": (
        "意図したものなら、YAML の fetch.allow_hosts にホスト名を書いてください。"
    ),
    "{folder} has {names} already.": "{folder} にはすでに {names} があります。",
    "Name a new folder; nothing was written.": ("新しいフォルダーを指定してください。何も書いていません。"),
    "Written: {path}": "書き込み先: {path}",
    "Put the plan's address in place of {example} in plans.yaml.": (
        "plans.yaml の {example} を、計画のアドレスに置き換えてください。"
    ),
    "Put the repository and revision of planextract in place of {action} in the workflow.": (
        "ワークフローの {action} を、planextract のリポジトリとリビジョンに置き換えてください。"
    ),
    "This is {kind}, not a PDF.": "これは{kind}で、PDF ではありません。",
    "Save or print it as a PDF; give a text the ending .txt.": (
        "PDF として保存するか印刷してください。テキストなら名前の終わりを .txt にしてください。"
    ),
    "a web page": "ウェブページ",
    "a document of an old Word, Excel or Ichitaro": "古い Word、Excel または一太郎の文書",
    "a picture": "画像",
    "an RTF or PostScript file": "RTF または PostScript のファイル",
    "a Word document": "Word の文書",
    "an Excel workbook": "Excel のブック",
    "a PowerPoint file": "PowerPoint のファイル",
    "a ZIP archive": "ZIP の書庫",
    "a CSV file": "CSV ファイル",
    "a text": "テキスト",
    "Name another file, or replace it with --force.": (
        "別のファイルを指定するか、--force で置き換えてください。"
    ),
    "Nothing in {file} looks like a plan: no profile can be drafted from what it prints.": (
        "{file} には計画らしいものがなく、プロファイルの下書きを作れません。"
    ),
    "{projects:# project|# projects}, {years}: {budgets:# budget|# budgets}, "
    "{funding:# amount|# amounts} of funding.": (
        "{projects:#事業|#事業}、{years}: 事業費{budgets:#件|#件}、財源の金額{funding:#件|#件}。"
    ),
    "Check that this is the right file.": "正しいファイルか確かめてください。",
    "Correct it in the YAML file.": "YAML を直してください。",
    "Open it in a browser and see what is published there.": (
        "ブラウザーで開き、何が公開されているか見てください。"
    ),
    "its packing ends too early": "圧縮データが途中で終わっています",
    "Set it, in a workflow from a secret.": "設定してください。ワークフローではシークレットを使います。",
    "The environment variable {variable} with the password of {name} is not set.": (
        "{name} のパスワードを入れる環境変数 {variable} が設定されていません。"
    ),
    "Correct it and try again.": "直して、もう一度試してください。",
    "Put it below that folder, or set allow_outside: true there.": (
        "そのフォルダーの下に置くか、YAML に allow_outside: true と書いてください。"
    ),
    "{path}: {field} of {name} leads out of the folder of this file: {value}.": (
        "{path}: {name} の {field} が、このファイルのフォルダーの外を指しています: {value}。"
    ),
    "{path} is a device, not a file.": "{path} はファイルではなくデバイスです。",
    "Name a file.": "ファイルを指定してください。",
    "{path} is not a path.": "{path} はパスではありません。",
    "{path} is a pipe from which nothing came within {seconds} seconds.": (
        "{path} はパイプですが、{seconds}秒のうちに何も届きませんでした。"
    ),
    "Write into it, or name a file.": "書き込むか、ファイルを指定してください。",
    "`planextract --help` lists the commands.": "`planextract --help` にコマンドの一覧があります。",
    "There is no command {name!r}.": "{name} というコマンドはありません。",
    "There is no command {name!r}; did you mean {similar}?": (
        "{name} というコマンドはありません。{similar} ですか。"
    ),
    "{mistake}. `{command} --help` shows how it is used.": (
        "{mistake}。使い方は `{command} --help` にあります。"
    ),
    "The output can't be written ({strerror}). See to the space left and to where it is sent.": (
        "出力を書けません（{strerror}）。空き容量と出力先を確かめてください。"
    ),
    "{url} leads on to other addresses more than {redirects} times.": (
        "{url} は{redirects}回を超えて別のアドレスへ移ります。"
    ),
    "Look for the plan's new address and put it into the YAML file.": (
        "計画の新しいアドレスを探し、YAML に書いてください。"
    ),
    "{url} can't be fetched ({reason}).": "{url} を取得できません（{reason}）。",
    "Check the address, or try again later.": "アドレスを確かめるか、後でもう一度試してください。",
    "{path} is not what planextract update has written.": (
        "{path} は planextract update が書いたものではありません。"
    ),
    "Restore it, or delete it; the next run then reads the source anew.": (
        "元に戻すか、消してください。消すと、次の実行で読み取り直します。"
    ),
    "{rejected} can't be deleted ({strerror}).": "{rejected} を消せません（{strerror}）。",
    "Delete it by hand.": "手で消してください。",
    # many files
    "{manifest} can't be read ({error}).": "{manifest} を読めません（{error}）。",
    "Delete it to begin anew.": "消せば初めから始まります。",
    "{out} exists.": "{out} はすでにあります。",
    "Name a file or folder that does not, or delete it.": "別の名前を指定するか、消してください。",
    "{dataset} is not a dataset.": "{dataset} はデータセットではありません。",
    "Name folders that `planextract batch` has written.": (
        "`planextract batch` が書いたフォルダーを指定してください。"
    ),
    "{home} and {dataset} both have {name}.": "{home} と {dataset} のどちらにも {name} があります。",
    "Merge datasets without a file in common, or rename one and read it again.": (
        "同じファイルのないデータセットを合わせるか、名前を変えて読み取り直してください。"
    ),
    "Ray can't be reached ({name}: {error}).": "Ray に接続できません（{name}: {error}）。",
    "Check --ray-address.": "--ray-address を確かめてください。",
    "Row {number} of {path} has no address.": "{path} の{number}行目にアドレスがありません。",
    "Fill one of the columns {columns}.": "列{columns}のどれかを埋めてください。",
    "The folder {word} can't be read as plans: it has no PDF files.": (
        "フォルダー {word} は計画として読み取れません。PDF がありません。"
    ),
    "Name another folder, or the files.": "別のフォルダーか、ファイルを指定してください。",
    "No file matches {word}.": "{word} に合うファイルがありません。",
    "Check the pattern.": "パターンを確かめてください。",
    "There is no runner {name!r}.": "{name!r} という実行方法はありません。",
    "Choose from {runners}.": "{runners}から選んでください。",
    "--ray-address belongs to --runner ray.": "--ray-address は --runner ray と使います。",
    "Give both, or neither.": "両方を指定するか、どちらも除いてください。",
    "--report, --stdout and --corrections belong to one file.": (
        "--report、--stdout、--corrections は一つのファイルに使います。"
    ),
    "Leave them out, or name one file.": "除くか、ファイルを一つだけ指定してください。",
    # the program
    "Stopped; files that were being written are completed by the next run.": (
        "中断しました。書きかけのファイルは次の実行が仕上げます。"
    ),
    "Stopped; nothing was written.": "止めました。何も書いていません。",
    "There is not enough memory to read this file. Try a machine with more, or fewer --jobs.": (
        "このファイルを読むにはメモリが足りません。メモリの多い機械を使うか、--jobs を減らしてください。"
    ),
    "The program itself failed ({name}: {error}). Please report this with the file, if you may share it.": (
        "プログラムに誤りがあります（{name}: {error}）。できればファイルを添えて知らせてください。"
    ),
    "The program itself failed ({name}: {error}).": "プログラムに誤りがあります（{name}: {error}）。",
    "Please report this with the file, if you may share it.": ("できればファイルを添えて知らせてください。"),
}

_SUMMARIES = {
    "Profile {name}, score {score:.2f}.": "プロファイル {name}、スコア {score:.2f}。",
    "Profile {name}, score {score:.2f}: not found: {missing}.": (
        "プロファイル {name}、スコア {score:.2f}。見つからないもの：{missing}。"
    ),
    "a project's number over a table": "表の上の事業の番号",
    "a table header that names fiscal years": "年度を示す表の見出し",
    "the heading of a strategy": "戦略の見出し",
    "a row of the budget or of the departments": "事業費か担当部課の行",
    "a table header with a column of project titles": "事業名の列のある表の見出し",
    "a column of numbers": "番号の列",
    "a column of departments": "担当部課の列",
    "a column of amounts, of a period or of what is done in a year": "金額、期間または年度の取組の列",
    "the label of a project's title, or a title above its labels": "事業名の見出し、または見出しの上の事業名",
    "a line of a title, a department in brackets and an amount with its unit": (
        "事業名と、括弧に入った担当と、単位の付いた金額の行"
    ),
    "several such lines on a page, their amounts one above the other": (
        "金額が縦にそろった、そのような行がページに数行"
    ),
    "a line of prose under a title": "事業名の下の説明の行",
    "a line that names the fiscal year": "年度を示す行",
    "the label of what a project is about": "事業の内容の見出し",
    "the label of who is in charge": "担当の見出し",
    "two other labels with their values": "ほかの二つの見出しとその値",
    "a table of years": "年度の表",
    "a table with a row for each project and a column for each of several periods": (
        "事業ごとの行と、時期ごとの列のある表"
    ),
    "a column of numbers or of what a project is about": "番号か、事業の内容の列",
    "no years": "年度なし",
    "{projects:# project|# projects} in {strategies:# strategy|# strategies}, {years}: "
    "{milestones:# milestone|# milestones} and quantities, {relisted:,} relisted, "
    "{footnotes:# footnote|# footnotes}.": (
        "{strategies:,}戦略の{projects:,}事業（{years}）：取組と数量{milestones:,}件、再掲{relisted:,}件、"
        "脚注{footnotes:,}件。"
    ),
    "{count:# correction|# corrections} applied.": "訂正{count:,}件を反映しました。",
    "Findings: {listed}.": "要確認：{listed}。",
    "{count:# error|# errors}": "誤り{count:,}件",
    "{count:# warning|# warnings}": "注意{count:,}件",
    "{count:# note|# notes}": "情報{count:,}件",
    "report.html has {size:.1f} MB.": "report.html は {size:.1f} MB です。",
    "Written to {folder}/": "{folder}/ に書きました。",
    "Written to {file} ({size:.1f} MB).": "{file} に書きました（{size:.1f} MB）。",
    "Written to {target}.": "{target} に書きました。",
    "Written to {out}.": "{out} に書きました。",
    "Removed, since they were of another plan: {names}.": "別の計画のものなので消しました：{names}。",
    "Not of this plan, but kept since somebody changed them: {names}. See to them in {folder}/.": (
        "この計画のものではありませんが、人が変えたので残しました：{names}。{folder}/ で確かめてください。"
    ),
    "There {count:is # finding|are # findings} of severity error, the first: {first}": (
        "重要度が「誤り」のものが{count:,}件あります。最初のもの：{first}"
    ),
    "See {place}.": "{place} を見てください。",
    "page {page}: {glyph_count} {what} = {kept} kept ({used}) + {dropped} dropped ({reasons})": (
        "{page}ページ：{glyph_count}字（{what}）＝ 採用{kept}（{used}）＋ 除外{dropped}（{reasons}）"
    ),
    "{name}: {status}": "{name}：{status}",
    "{name}: {status}: {error}": "{name}：{status}：{error}",
    "new": "新しい計画",
    "changed": "変更あり",
    "unchanged": "変更なし",
    "worse": "悪化",
    "failed": "失敗",
    "and {count} more": "ほか{count}件",
    "{file} is valid: {count:# project|# projects}.": "{file} は正しい形式です（{count:,}事業）。",
    "{file} is valid: profile {name}.": "{file} は正しい形式です（プロファイル {name}）。",
    "It scores {score:.2f}; the shipped profile {name} {shipped:.2f}.": (
        "スコアは {score:.2f} です。付属のプロファイル {name} は {shipped:.2f} です。"
    ),
    "Not found with it: {names}.": "見つからないもの：{names}。",
    "Unsure of: {names}.": "確かでないもの：{names}。",
    "nothing": "なし",
    "{count:# file|# files}, {skipped:,} of them unchanged, {quarantined:,} quarantined: "
    "{projects:# project|# projects} in {out}/": (
        "{count:,}ファイル（変更なし{skipped:,}、隔離{quarantined:,}）：{out}/ に{projects:,}事業。"
    ),
    "{plans:# plan|# plans} of {files:# file|# files} are in {out}.": (
        "{files:,}ファイルの{plans:,}計画を {out} に入れました。"
    ),
    "{done} of {count:# file is|# files are} written to {folder}/": (
        "{count:,}ファイルのうち{done}を {folder}/ に書きました。"
    ),
}

JAPANESE: dict[str, str] = {**_ERRORS, **PAGE_REASONS, **_SUMMARIES, **JAPANESE_HELP}
"""Japanese of every message and help text, by its English template."""
