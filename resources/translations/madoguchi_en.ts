<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="ja">
<context>
    <name>AboutWindow</name>
    <message>
        <source>Python のパッケージ</source>
        <translation>Python packages</translation>
    </message>
    <message>
        <source>このプログラムについて</source>
        <translation>About Madoguchi</translation>
    </message>
    <message>
        <source>データベースの版 {revision}</source>
        <translation>database revision {revision}</translation>
    </message>
    <message>
        <source>ライセンス</source>
        <translation>License</translation>
    </message>
    <message>
        <source>使っているもの</source>
        <translation>Built with</translation>
    </message>
    <message>
        <source>名前</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>版</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>窓口</source>
        <translation>Madoguchi</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ActHistoryPage</name>
    <message>
        <source>%1年%2月</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>この期間に当てはまる記録はありません。</source>
        <translation>Nothing in this period fits.</translation>
    </message>
    <message>
        <source>それより前</source>
        <translation>Before that</translation>
    </message>
    <message>
        <source>操作はありません。窓口や電話で手続きをすると、ここに記録されます。</source>
        <translation>No activity. What is done at the counter or by phone is logged here.</translation>
    </message>
    <message>
        <source>操作記録を読み込んでいます。</source>
        <translation>Loading the activity log.</translation>
    </message>
    <message>
        <source>新しいものから%1件を表示しています。これより古い記録が%2件あります。期間を選ぶと、それも見られます。</source>
        <translation>The latest %1. Older ones not shown: %2. Choose a period to see them.</translation>
    </message>
    <message>
        <source>期間</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>期間 すべて</source>
        <translation>Any time</translation>
    </message>
</context>
<context>
    <name>AskStep</name>
    <message>
        <source>この利用者に初めてパスワードを発行します。</source>
        <translation>This patron has never had a password: the first one will be issued.</translation>
    </message>
    <message>
        <source>これまでのパスワードは、発行すると同時に使えなくなります。</source>
        <translation>The present password stops working as soon as the new one is issued.</translation>
    </message>
    <message>
        <source>受取人</source>
        <translation>Given to</translation>
    </message>
</context>
<context>
    <name>CardField</name>
    <message>
        <source>すべて選択</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>利用カード番号か資料番号。氏名(カナ・漢字・ローマ字)、生年月日(1980/1/1、S55.1.1)、電話番号(048-…、下4桁は -1234)でも、Enter で探せます。</source>
        <translation>A card number or an item number. Enter also searches by a name (kana, kanji or Latin letters), a date of birth (1980/1/1, S55.1.1) or a telephone number (048-…, its last 4 digits as -1234).</translation>
    </message>
    <message>
        <source>消去</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>番号・氏名など</source>
        <translation>No., name…</translation>
    </message>
    <message>
        <source>番号・氏名・生年月日・電話</source>
        <translation>No., name, birth date, phone</translation>
    </message>
    <message>
        <source>貼り付け</source>
        <translation>Paste</translation>
    </message>
</context>
<context>
    <name>CardStep</name>
    <message>
        <source>この利用者の利用カードを読み取ってください</source>
        <translation>Scan this patron&apos;s card</translation>
    </message>
    <message>
        <source>カードの番号</source>
        <translation>Card number</translation>
    </message>
    <message>
        <source>利用カード</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>利用カードの番号を入力しました</source>
        <translation>Card number typed</translation>
    </message>
    <message>
        <source>利用カードを目で確かめました</source>
        <translation>Card checked by eye</translation>
    </message>
    <message>
        <source>利用カードを読み取りました</source>
        <translation>Card scanned</translation>
    </message>
    <message>
        <source>紛失の届けがあるカードです。ご本人かどうかを確かめてください。</source>
        <translation>This card was reported lost. Make sure that this is the patron.</translation>
    </message>
    <message>
        <source>読み取るか、番号を入れて Enter</source>
        <translation>Scan it, or type its number and press Enter</translation>
    </message>
</context>
<context>
    <name>ChannelSwitch</name>
    <message>
        <source>受付の方法</source>
        <translation>Channel</translation>
    </message>
</context>
<context>
    <name>ConnectionBanner</name>
    <message>
        <source>接続の知らせ</source>
        <translation>Connection notice</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>CountTile</name>
    <message>
        <source>%1件</source>
        <translation>%1</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Enter でロックします。F11 で、画面に戻ります。</source>
        <translation>Enter locks. F11 goes back to the screen.</translation>
    </message>
    <message>
        <source>F11 か Enter で、画面に戻ります。</source>
        <translation>Press F11 or Enter to go back to what was on the screen.</translation>
    </message>
    <message>
        <source>カードを読み取りましたが、開いていません。画面を表示してから、もう一度読み取ってください。</source>
        <translation>A card was scanned, but not opened. Show the screen, then scan it again.</translation>
    </message>
    <message>
        <source>ロック</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>ロックしています…</source>
        <translation>Locking…</translation>
    </message>
    <message>
        <source>入力の途中です。ほかの職員がロックを解除すると、その入力は消えます。</source>
        <translation>Something typed is not saved yet. If another account unlocks the desk, it is thrown away.</translation>
    </message>
    <message>
        <source>入力の途中です。ロックしますか。</source>
        <translation>You are in the middle of typing. Lock?</translation>
    </message>
    <message>
        <source>同じ職員がロックを解除すると、入力の続きに戻ります。</source>
        <translation>When the same account unlocks it, what was typed is there again.</translation>
    </message>
    <message>
        <source>操作のないまま%1分たつとロックし、開いている利用者を閉じます。</source>
        <translation>Without any activity the desk locks after %1 min, and the open patron is closed.</translation>
    </message>
    <message>
        <source>画面の覆い</source>
        <translation>Screen cover</translation>
    </message>
    <message>
        <source>画面を隠しています</source>
        <translation>The screen is hidden</translation>
    </message>
    <message>
        <source>答えがなければ、%1秒後にロックします。</source>
        <translation>Without an answer it locks after %1 seconds.</translation>
    </message>
    <message>
        <source>行っている操作が終わるのを待っています。</source>
        <translation>Waiting for the action under way to finish.</translation>
    </message>
    <message>
        <source>表示する</source>
        <translation>Show screen</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>登録</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>窓口</source>
        <translation>Madoguchi</translation>
    </message>
    <message>
        <source>記録</source>
        <translation>Log</translation>
    </message>
</context>
<context>
    <name>DiagnosisWindow</name>
    <message>
        <source>することが %1件あります</source>
        <translation>Things to put right: %1</translation>
    </message>
    <message>
        <source>もう一度調べる</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>コピー</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>コピーしました</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>利用者や職員のことは含まれません。</source>
        <translation>It contains nothing about patrons or staff.</translation>
    </message>
    <message>
        <source>直すところはありません</source>
        <translation>Nothing to put right</translation>
    </message>
    <message>
        <source>診断</source>
        <translation>Diagnostics</translation>
    </message>
    <message>
        <source>調べています</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>DueSlipButtons</name>
    <message>
        <source>返却期限票を印刷</source>
        <translation>Due-date slip</translation>
    </message>
</context>
<context>
    <name>EmailPage</name>
    <message>
        <source>%1件</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>メールで連絡する予約</source>
        <translation>Holds notified by e-mail</translation>
    </message>
    <message>
        <source>再送</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>登録</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>登録されているアドレスは形式に誤りがあり、お知らせを送れません。</source>
        <translation>The registered address is malformed, and no notice can be sent to it.</translation>
    </message>
    <message>
        <source>登録したメールアドレスは、予約資料の連絡、督促連絡などの際に使用します。</source>
        <translation>The address is used for hold notices, overdue notices and the like.</translation>
    </message>
    <message>
        <source>登録なし</source>
        <translation>None</translation>
    </message>
    <message>
        <source>登録・変更</source>
        <translation>Add or change</translation>
    </message>
    <message>
        <source>登録確認のお知らせ</source>
        <translation>Confirmation e-mail</translation>
    </message>
    <message>
        <source>空白にして「変更」を押すと、登録を削除します。</source>
        <translation>To delete the address, empty the field and press 「変更」.</translation>
    </message>
</context>
<context>
    <name>EmptyDesk</name>
    <message>
        <source>カードなしで探す</source>
        <translation>Find without a card</translation>
    </message>
    <message>
        <source>カード番号なしで本人確認</source>
        <translation>Identify without a card number</translation>
    </message>
    <message>
        <source>利用カードを読み取ってください</source>
        <translation>Scan a patron&apos;s card</translation>
    </message>
    <message>
        <source>利用カード番号をうかがってください</source>
        <translation>Ask for the card number</translation>
    </message>
    <message>
        <source>画面のどこにいても読み取れます。番号を入力して Enter でも開けます。</source>
        <translation>Scan anywhere on the screen, or type the number and press Enter.</translation>
    </message>
    <message>
        <source>番号を入力して Enter で開きます。内容は、本人確認が済むまで表示しません。</source>
        <translation>Type it and press Enter. No details show until the caller is identified.</translation>
    </message>
    <message>
        <source>番号を入力して Enter で開きます。内容は表示しません。</source>
        <translation>Type it and press Enter. No details are shown.</translation>
    </message>
</context>
<context>
    <name>FirstStartWindow</name>
    <message>
        <source>この端末の設定</source>
        <translation>Set up this workstation</translation>
    </message>
    <message>
        <source>どの館のどの窓口で行ったかを記録に残すため、はじめに一度だけ決めます。</source>
        <translation>You are asked only once. The activity log keeps the branch and the counter at which something was done.</translation>
    </message>
    <message>
        <source>カードを読み取りましたが、開いていません。決めて始めてから、もう一度読み取ってください。</source>
        <translation>A card was scanned, but not opened. Save and start first, then scan it again.</translation>
    </message>
    <message>
        <source>例: 2番窓口</source>
        <translation>e.g. Counter 2</translation>
    </message>
    <message>
        <source>決めて始める</source>
        <translation>Save and start</translation>
    </message>
    <message>
        <source>窓口の名前</source>
        <translation>Counter name</translation>
    </message>
    <message>
        <source>窓口の名前は{0}文字までです。</source>
        <translation>The counter name can have at most {0} characters.</translation>
    </message>
    <message>
        <source>窓口の名前を入力してください。</source>
        <translation>Enter the counter name.</translation>
    </message>
    <message>
        <source>選んでください</source>
        <translation>Choose one</translation>
    </message>
    <message>
        <source>館</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>館を選んでください。</source>
        <translation>Choose the branch.</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>いまの画面のヘルプ</source>
        <translation>Help for this screen</translation>
    </message>
    <message>
        <source>このプログラムについて</source>
        <translation>About Madoguchi</translation>
    </message>
    <message>
        <source>キー一覧</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>ヘルプ</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>使い方の案内</source>
        <translation>Guided tour</translation>
    </message>
    <message>
        <source>診断</source>
        <translation>Diagnostics</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>%1か所にあります。</source>
        <translation>Places found: %1</translation>
    </message>
    <message>
        <source>ヘルプ</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>ヘルプの目次</source>
        <translation>Help contents</translation>
    </message>
    <message>
        <source>マニュアルのページ</source>
        <translation>Manual page</translation>
    </message>
    <message>
        <source>マニュアルの中を探す</source>
        <translation>Search the manual</translation>
    </message>
    <message>
        <source>戻る</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>見つかったところ</source>
        <translation>Where it was found</translation>
    </message>
    <message>
        <source>見つかりません。</source>
        <translation>Nothing found.</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>IssuedStep</name>
    <message>
        <source>この画面を閉じると、パスワードはもう表示も印刷もできません(再発行になります)。</source>
        <translation>Once closed, the password can&apos;t be shown or printed again, only reissued.</translation>
    </message>
    <message>
        <source>パスワード票はまだ印刷していません</source>
        <translation>The password slip is not printed yet</translation>
    </message>
    <message>
        <source>パスワード票は印刷待ちです。出てこないときは取り消せます</source>
        <translation>The password slip is waiting in the print queue. If it doesn&apos;t come out, you can stop it</translation>
    </message>
    <message>
        <source>パスワード票をプリンターに送っています…</source>
        <translation>Sending the password slip to the printer…</translation>
    </message>
    <message>
        <source>パスワード票を印刷しました</source>
        <translation>The password slip was printed</translation>
    </message>
    <message>
        <source>印刷できましたか。</source>
        <translation>Did it print?</translation>
    </message>
    <message>
        <source>印刷を取り消しました</source>
        <translation>Printing was stopped</translation>
    </message>
</context>
<context>
    <name>OpeningWindow</name>
    <message>
        <source>知らせ</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>窓口</source>
        <translation>Madoguchi</translation>
    </message>
</context>
<context>
    <name>OwnWorkPage</name>
    <message>
        <source>古いものから%1件を表示しています。全部で%2件あります。</source>
        <translation>Showing the oldest %1 of %2.</translation>
    </message>
    <message>
        <source>氏名を表示</source>
        <translation>Show names</translation>
    </message>
    <message>
        <source>氏名を隠す</source>
        <translation>Mask names</translation>
    </message>
    <message>
        <source>終わっていない自分の仕事はありません。</source>
        <translation>None of your work is unfinished.</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>まだ渡していません</source>
        <translation>Not handed over yet</translation>
    </message>
    <message>
        <source>もう一度印刷</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>パスワード票は「%1」で閉じます。閉じると、もう表示できません。</source>
        <translation>Close the slip with “%1”. After that it can&apos;t be shown any more.</translation>
    </message>
    <message>
        <source>再発行しない</source>
        <translation>Don&apos;t reissue</translation>
    </message>
    <message>
        <source>再発行する</source>
        <translation>Reissue</translation>
    </message>
    <message>
        <source>利用者は新しいパスワードを受け取っていません。</source>
        <translation>The patron doesn&apos;t have the new password.</translation>
    </message>
    <message>
        <source>印刷する</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>印刷できた(閉じる)</source>
        <translation>It printed (close)</translation>
    </message>
    <message>
        <source>印刷を取り消す</source>
        <translation>Stop printing</translation>
    </message>
    <message>
        <source>大きく表示</source>
        <translation>Show it large</translation>
    </message>
    <message>
        <source>渡さずに閉じる</source>
        <translation>Close without handing over</translation>
    </message>
    <message>
        <source>渡した(閉じる)</source>
        <translation>Handed over (close)</translation>
    </message>
    <message>
        <source>発行しない</source>
        <translation>Don&apos;t issue</translation>
    </message>
    <message>
        <source>発行する</source>
        <translation>Issue</translation>
    </message>
    <message>
        <source>表示</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>隠す</source>
        <translation>Hide password</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>パスワード変更</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>パスワード確認</source>
        <translation>Check password</translation>
    </message>
    <message>
        <source>ロック</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>ロック解除</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>再発行せずに、今のパスワードを使えるようにします。</source>
        <translation>Makes the present password work again, without reissuing it.</translation>
    </message>
    <message>
        <source>利用停止</source>
        <translation>Disable</translation>
    </message>
    <message>
        <source>利用者が、古いパスワードと新しいパスワードを入力します。</source>
        <translation>The patron types the old password and a new one.</translation>
    </message>
    <message>
        <source>利用者が入力したパスワードで、ログインできるかどうかを確かめます。</source>
        <translation>Tells whether the patron could log in with the password that is typed.</translation>
    </message>
    <message>
        <source>利用者の希望で、ログインできないようにします。</source>
        <translation>Stops logins, at the patron&apos;s request.</translation>
    </message>
    <message>
        <source>有効期限</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>発行したパスワードの手続き</source>
        <translation>Issued password</translation>
    </message>
    <message>
        <source>発行日</source>
        <translation>Issued on</translation>
    </message>
</context>
<context>
    <name>PatronChips</name>
    <message>
        <source>この利用者について</source>
        <translation>About this patron</translation>
    </message>
</context>
<context>
    <name>PatronHeaderBar</name>
    <message>
        <source>利用者</source>
        <translation>Patron</translation>
    </message>
    <message>
        <source>電話・本人確認済</source>
        <translation>By phone, caller identified</translation>
    </message>
</context>
<context>
    <name>PatronLine</name>
    <message>
        <source>登録あり</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>登録なし</source>
        <translation>No address</translation>
    </message>
</context>
<context>
    <name>PatronPages</name>
    <message>
        <source>タイトルを表示</source>
        <translation>Show titles</translation>
    </message>
    <message>
        <source>タイトルを隠す</source>
        <translation>Mask titles</translation>
    </message>
</context>
<context>
    <name>PhoneSummaryPage</name>
    <message numerus="yes">
        <source>%n件</source>
        <translation>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
        </translation>
    </message>
    <message>
        <source>利用カード番号</source>
        <translation>Card number</translation>
    </message>
    <message>
        <source>電話での受付</source>
        <translation>By phone</translation>
    </message>
    <message>
        <source>電話では、利用カード番号と件数だけを表示します。</source>
        <translation>By phone, only the card number and counts are shown.</translation>
    </message>
    <message>
        <source>電話では、本人確認が済むまで、利用カード番号と件数だけを表示します。</source>
        <translation>By phone, only the card number and counts are shown until the caller is identified.</translation>
    </message>
</context>
<context>
    <name>PreparingWindow</name>
    <message>
        <source>デモの図書館を用意しています…</source>
        <translation>Preparing the demo library…</translation>
    </message>
    <message>
        <source>図書館カウンター</source>
        <translation>Library counter</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>RegistrationPage</name>
    <message>
        <source>カナ</source>
        <translation>Kana</translation>
    </message>
    <message>
        <source>カード紛失の届出</source>
        <translation>Report card lost</translation>
    </message>
    <message>
        <source>ローマ字</source>
        <translation>Romanized</translation>
    </message>
    <message>
        <source>代替カードの登録</source>
        <translation>Register replacement card</translation>
    </message>
    <message>
        <source>住所</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>利用カード</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>氏名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>生年月日</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>登録</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>登録なし</source>
        <translation>None</translation>
    </message>
    <message>
        <source>登録日</source>
        <translation>Registered on</translation>
    </message>
    <message>
        <source>登録更新</source>
        <translation>Renew registration</translation>
    </message>
    <message>
        <source>登録館</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>通称</source>
        <translation>Also known as</translation>
    </message>
    <message>
        <source>電話番号</source>
        <translation>Phone</translation>
    </message>
</context>
<context>
    <name>SideMenu</name>
    <message>
        <source>ページ</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>SignInWindow</name>
    <message>
        <source>%1さんがパスワードを入力すると、パスワード票に戻ります。</source>
        <translation>%1 can enter the password to return to the password slip.</translation>
    </message>
    <message>
        <source>%1さんがパスワードを入力すると、元の画面に戻ります。利用者は閉じてあります。</source>
        <translation>%1 can enter the password to return to the desk. The patron was closed.</translation>
    </message>
    <message>
        <source>%1さんがパスワードを入力すると、入力の続きに戻ります。</source>
        <translation>When %1 types their password, the desk goes on where they were typing.</translation>
    </message>
    <message>
        <source>その場合、票は渡していないものとして閉じます。</source>
        <translation>The slip is then closed as not handed over.</translation>
    </message>
    <message>
        <source>ほかの職員は、自分の職員IDでサインインします。</source>
        <translation>Anyone else signs in with their own staff ID.</translation>
    </message>
    <message>
        <source>サインイン</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>サインインしています…</source>
        <translation>Signing in…</translation>
    </message>
    <message>
        <source>デモの図書館を用意しています…</source>
        <translation>Preparing the demo library…</translation>
    </message>
    <message>
        <source>デモの職員を選んで試せます</source>
        <translation>Try it as one of the demo staff</translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>パスワードを入力してください。</source>
        <translation>Enter your password.</translation>
    </message>
    <message>
        <source>ロックしています</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>図書館のシステムを開いています…</source>
        <translation>Opening the library&apos;s system…</translation>
    </message>
    <message>
        <source>架空の図書館です。閉じると、行ったことはすべて消えます。</source>
        <translation>The library is made up; everything you do is gone when you close it.</translation>
    </message>
    <message>
        <source>職員ID</source>
        <translation>Staff ID</translation>
    </message>
    <message>
        <source>職員IDを入力してください。</source>
        <translation>Enter your staff ID.</translation>
    </message>
    <message>
        <source>職員のサインイン</source>
        <translation>Staff sign-in</translation>
    </message>
    <message>
        <source>設定</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>SlipPreview</name>
    <message>
        <source>パスワード票</source>
        <translation>Password slip</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>お知らせ</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>コピー</source>
        <translation>Copy</translation>
    </message>
</context>
<context>
    <name>SuspensionStrip</name>
    <message>
        <source>理由ごとの手続きは「登録・貸出禁止」にあります。</source>
        <translation>Registration says what to do for each reason.</translation>
    </message>
    <message>
        <source>登録・貸出禁止を開く</source>
        <translation>Open Registration</translation>
    </message>
</context>
<context>
    <name>TileRow</name>
    <message>
        <source>承認を待つ窓口</source>
        <translation>Desks waiting for approval</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Numbers</translation>
    </message>
    <message>
        <source>未対応の申し出</source>
        <translation>Open reports</translation>
    </message>
    <message>
        <source>解除できる貸出禁止</source>
        <translation>Ready to lift</translation>
    </message>
    <message>
        <source>貸出禁止中の利用者</source>
        <translation>Suspended patrons</translation>
    </message>
    <message>
        <source>連絡待ち</source>
        <translation>To be contacted</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>はじめの%1件を表示しています。全部で%2件あります。理由・館・期間で絞り込めます。</source>
        <translation>Showing the first %1 of %2. Narrow the list down by reason, branch or period.</translation>
    </message>
    <message>
        <source>まだ解除できないもの</source>
        <translation>Not ready yet</translation>
    </message>
    <message>
        <source>まだ解除できない貸出禁止はありません。</source>
        <translation>Nothing else is suspended.</translation>
    </message>
    <message>
        <source>カードなしで探す</source>
        <translation>Find without a card</translation>
    </message>
    <message>
        <source>予定日を過ぎた連絡 %2件</source>
        <translation>%2 past the day that was set</translation>
    </message>
    <message>
        <source>予定日を過ぎた連絡はありません。</source>
        <translation>Nobody is past the day that was set.</translation>
    </message>
    <message>
        <source>全部で %1件</source>
        <translation>%1 in all</translation>
    </message>
    <message>
        <source>全館の利用者の数です。</source>
        <translation>The numbers are about the patrons of all branches.</translation>
    </message>
    <message>
        <source>利用カードは、いつでも読み取れます。</source>
        <translation>A card can be scanned at any time.</translation>
    </message>
    <message>
        <source>未対応の申し出 %1件</source>
        <translation>Open reports: %1</translation>
    </message>
    <message>
        <source>氏名を表示</source>
        <translation>Show names</translation>
    </message>
    <message>
        <source>氏名を隠す</source>
        <translation>Mask names</translation>
    </message>
    <message>
        <source>登録館が「%1」の利用者の数です。</source>
        <translation>The numbers are about the patrons of %1.</translation>
    </message>
    <message>
        <source>解除できるもの</source>
        <translation>Ready to lift</translation>
    </message>
    <message>
        <source>解除できるもの %1件</source>
        <translation>%1 ready to lift</translation>
    </message>
    <message>
        <source>解除できるもの %1件・全部で %2件</source>
        <translation>%1 ready to lift, %2 in all</translation>
    </message>
    <message>
        <source>解除できる貸出禁止はありません。</source>
        <translation>Nothing is ready to be lifted.</translation>
    </message>
    <message>
        <source>連絡待ち %2件</source>
        <translation>%2 to contact</translation>
    </message>
    <message>
        <source>連絡待ちはありません。</source>
        <translation>Nobody waits to be contacted.</translation>
    </message>
    <message>
        <source>選びました。全部で%1件です。</source>
        <translation>Selected. %1 in all.</translation>
    </message>
    <message>
        <source>選ぶと一覧が開き、開いたことは記録されます。</source>
        <translation>Each opens its list, which is recorded.</translation>
    </message>
    <message>
        <source>選べる行はありません。</source>
        <translation>Nothing here can be selected.</translation>
    </message>
    <message>
        <source>選択を外しました。全部で%1件です。</source>
        <translation>Deselected. %1 in all.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>▲ 接続なし</source>
        <translation>▲ No connection</translation>
    </message>
    <message>
        <source>● 接続</source>
        <translation>● Connected</translation>
    </message>
    <message>
        <source>ロック</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>受付</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>承認待ち %1</source>
        <translation>Approvals %1</translation>
    </message>
    <message>
        <source>接続</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>設定</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>電話での受付</source>
        <translation>By phone</translation>
    </message>
</context>
<context>
    <name>TourStrip</name>
    <message>
        <source>案内</source>
        <translation>Tour</translation>
    </message>
    <message>
        <source>案内 %1/%2</source>
        <translation>Tour %1/%2</translation>
    </message>
    <message>
        <source>案内をやめる</source>
        <translation>Leave the tour</translation>
    </message>
    <message>
        <source>案内を閉じる</source>
        <translation>Close the tour</translation>
    </message>
</context>
<context>
    <name>_LanguageRow</name>
    <message>
        <source>画面の言語</source>
        <translation>Screen language</translation>
    </message>
</context>
<context>
    <name>acts</name>
    <message>
        <source>%1〜%2</source>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>%1・①カード紛失の貸出禁止を解除</source>
        <translation>%1, suspension ① lifted</translation>
    </message>
    <message>
        <source>あなたが行った操作です。ほかの職員の操作は、責任者が見られます。</source>
        <translation>What you did yourself. Supervisors see what other staff did.</translation>
    </message>
    <message>
        <source>すべての職員の操作です。</source>
        <translation>What all staff did.</translation>
    </message>
    <message>
        <source>カード紛失の届出</source>
        <translation>Card reported lost</translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>パスワードのロック解除</source>
        <translation>Password unlocked</translation>
    </message>
    <message>
        <source>パスワードの利用停止</source>
        <translation>Password disabled</translation>
    </message>
    <message>
        <source>パスワード不一致</source>
        <translation>Wrong password</translation>
    </message>
    <message>
        <source>パスワード再発行</source>
        <translation>Password reissued</translation>
    </message>
    <message>
        <source>パスワード変更</source>
        <translation>Password changed</translation>
    </message>
    <message>
        <source>パスワード発行</source>
        <translation>Password issued</translation>
    </message>
    <message>
        <source>パスワード確認</source>
        <translation>Password checked</translation>
    </message>
    <message>
        <source>メールアドレス</source>
        <translation>E-mail address</translation>
    </message>
    <message>
        <source>メールアドレスの変更</source>
        <translation>E-mail address changed</translation>
    </message>
    <message>
        <source>レファレンスの受付</source>
        <translation>Reference question received</translation>
    </message>
    <message>
        <source>レファレンスの連絡済</source>
        <translation>Reference question: patron told</translation>
    </message>
    <message>
        <source>ロック中</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>一致(要変更)</source>
        <translation>Correct (must be changed)</translation>
    </message>
    <message>
        <source>一覧のCSV</source>
        <translation>List saved as CSV</translation>
    </message>
    <message>
        <source>一覧の表示</source>
        <translation>List opened</translation>
    </message>
    <message>
        <source>不承認</source>
        <translation>Not approved</translation>
    </message>
    <message>
        <source>予約</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>予約に戻す</source>
        <translation>Hold restored</translation>
    </message>
    <message>
        <source>予約変更</source>
        <translation>Hold changed</translation>
    </message>
    <message>
        <source>予約解除</source>
        <translation>Hold cancelled</translation>
    </message>
    <message>
        <source>代替カードの登録</source>
        <translation>Replacement card registered</translation>
    </message>
    <message>
        <source>使われていない番号</source>
        <translation>Number of a retired card</translation>
    </message>
    <message>
        <source>依頼の取り下げ</source>
        <translation>Request withdrawn</translation>
    </message>
    <message>
        <source>依頼の時間切れ</source>
        <translation>Request timed out</translation>
    </message>
    <message>
        <source>利用カード</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>利用停止中</source>
        <translation>Disabled</translation>
    </message>
    <message>
        <source>利用者の再表示</source>
        <translation>Patron read again</translation>
    </message>
    <message>
        <source>利用者の検索</source>
        <translation>Patrons searched</translation>
    </message>
    <message>
        <source>利用者の表示</source>
        <translation>Patron opened</translation>
    </message>
    <message>
        <source>削除</source>
        <translation>Deleted</translation>
    </message>
    <message>
        <source>取り消した予約</source>
        <translation>Cancelled hold</translation>
    </message>
    <message>
        <source>取消の確認済</source>
        <translation>Cancelled hold dismissed</translation>
    </message>
    <message>
        <source>取置延長</source>
        <translation>Pick-up date extended</translation>
    </message>
    <message>
        <source>図書館の設定の変更</source>
        <translation>Library data changed</translation>
    </message>
    <message>
        <source>変更</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>変更なし</source>
        <translation>Unchanged</translation>
    </message>
    <message>
        <source>完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>承認: %1</source>
        <translation>approved: %1</translation>
    </message>
    <message>
        <source>承認の依頼</source>
        <translation>Approval requested</translation>
    </message>
    <message>
        <source>承認の依頼の表示</source>
        <translation>Approval request viewed</translation>
    </message>
    <message>
        <source>新しいパスワードの不備</source>
        <translation>New password not valid</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>Renewed</translation>
    </message>
    <message>
        <source>期限切れ</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>未発行</source>
        <translation>Not issued</translation>
    </message>
    <message>
        <source>照会</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>照会の記録は、%1からのものです。</source>
        <translation>Looks are kept from %1 on.</translation>
    </message>
    <message>
        <source>照会の記録は、消さずに残しています。</source>
        <translation>Looks are kept for good.</translation>
    </message>
    <message>
        <source>照会の記録も</source>
        <translation>Looks as well</translation>
    </message>
    <message>
        <source>申し出</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>申し出の対応済</source>
        <translation>Report settled</translation>
    </message>
    <message>
        <source>申し出の記録</source>
        <translation>Report recorded</translation>
    </message>
    <message>
        <source>番号なしの本人確認(一致)</source>
        <translation>Caller found without a number</translation>
    </message>
    <message>
        <source>登録</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>登録のない番号</source>
        <translation>Number of no card</translation>
    </message>
    <message>
        <source>登録更新</source>
        <translation>Registration renewed</translation>
    </message>
    <message>
        <source>登録確認のお知らせの再送</source>
        <translation>Confirmation e-mail sent again</translation>
    </message>
    <message>
        <source>窓口取消</source>
        <translation>Hold dropped by staff</translation>
    </message>
    <message>
        <source>結果の確認: %1</source>
        <translation>Outcome found out by %1</translation>
    </message>
    <message>
        <source>結果不明</source>
        <translation>Outcome unknown</translation>
    </message>
    <message>
        <source>職員IDの停止</source>
        <translation>Staff ID disabled</translation>
    </message>
    <message>
        <source>職員IDの再開</source>
        <translation>Staff ID enabled again</translation>
    </message>
    <message>
        <source>職員の登録</source>
        <translation>Account opened</translation>
    </message>
    <message>
        <source>職員の登録の変更</source>
        <translation>Staff account changed</translation>
    </message>
    <message>
        <source>自分のパスワードの変更</source>
        <translation>Own password changed</translation>
    </message>
    <message>
        <source>訂正</source>
        <translation>Corrected</translation>
    </message>
    <message>
        <source>貸出</source>
        <translation>Loan</translation>
    </message>
    <message>
        <source>貸出更新</source>
        <translation>Loan renewed</translation>
    </message>
    <message>
        <source>貸出禁止</source>
        <translation>Suspension</translation>
    </message>
    <message>
        <source>貸出禁止の解除</source>
        <translation>Suspension lifted</translation>
    </message>
    <message>
        <source>質問</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>連絡の記録</source>
        <translation>Contact recorded</translation>
    </message>
    <message>
        <source>開館日 %1日</source>
        <translation>Opening days: %1</translation>
    </message>
    <message>
        <source>電話の本人確認(一致)</source>
        <translation>Caller identified</translation>
    </message>
    <message>
        <source>電話の本人確認(不一致)</source>
        <translation>Caller not identified</translation>
    </message>
</context>
<context>
    <name>announcing</name>
    <message>
        <source>タイトル、質問と氏名を表示しました。</source>
        <translation>Titles, questions and names are shown.</translation>
    </message>
    <message>
        <source>タイトル、質問と氏名を隠しました。</source>
        <translation>Titles, questions and names are masked.</translation>
    </message>
    <message>
        <source>件数を表示しています。電話では本人確認ができません。</source>
        <translation>Counts are shown. The caller can&apos;t be identified by phone.</translation>
    </message>
    <message>
        <source>利用者を開きました。</source>
        <translation>Patron opened.</translation>
    </message>
    <message>
        <source>同姓同名の利用者がほかにいます。</source>
        <translation>Another patron has the same name.</translation>
    </message>
    <message>
        <source>番号と件数を表示しています。</source>
        <translation>Number and counts are shown.</translation>
    </message>
    <message>
        <source>番号と件数を表示しています。本人確認をしてください。</source>
        <translation>Number and counts are shown. Identify the caller.</translation>
    </message>
</context>
<context>
    <name>approvals</name>
    <message>
        <source>%1 — この解除を頼まれています</source>
        <translation>%1 — this one is to be lifted</translation>
    </message>
    <message>
        <source>%1 — 責任者の承認</source>
        <translation>%1 — needs approval</translation>
    </message>
    <message>
        <source>%1 に、責任者の画面へ送りました。承認されると、自動で続きます。</source>
        <translation>Sent to the supervisors&apos; screens at %1. It goes on by itself once it is approved.</translation>
    </message>
    <message>
        <source>%1 までに答えがなければ、時間切れになります。</source>
        <translation>Without an answer it times out at %1.</translation>
    </message>
    <message>
        <source>%1 までに行えます</source>
        <translation>can be done until %1</translation>
    </message>
    <message>
        <source>%1(%2 まで)</source>
        <translation>%1 (until %2)</translation>
    </message>
    <message>
        <source>%1が取り下げました(%2)。行われていません。</source>
        <translation>%1 took it back (%2). It is not done.</translation>
    </message>
    <message>
        <source>%1が承認を待っています(%2)。</source>
        <translation>%1 is waiting for approval (%2).</translation>
    </message>
    <message>
        <source>%1では、まだ行われていません(%2)。窓口に声をかけてください。</source>
        <translation>Not done at %1 yet (%2). Speak to the desk.</translation>
    </message>
    <message>
        <source>%1で行われました(%2)。</source>
        <translation>Done at %1 (%2).</translation>
    </message>
    <message>
        <source>5分が過ぎたため、%1では行われませんでした(%2)。</source>
        <translation>The 5 minutes are over: not done at %1 (%2).</translation>
    </message>
    <message>
        <source>5分が過ぎたため、この依頼は終わりました。</source>
        <translation>Five minutes have passed, so this request has ended.</translation>
    </message>
    <message>
        <source>「%1」: %2</source>
        <translation>“%1”: %2</translation>
    </message>
    <message>
        <source>「%1」が承認されました。%2 までにこの利用者を開くと、Enter で行えます。</source>
        <translation>“%1” is approved. Open this patron before %2, and Enter does it.</translation>
    </message>
    <message>
        <source>「%1」に出ています。</source>
        <translation>See “%1”.</translation>
    </message>
    <message>
        <source>「%1」の承認の依頼を取り下げました。</source>
        <translation>The request for the approval of “%1” was withdrawn.</translation>
    </message>
    <message>
        <source>「%1」の承認を待っています。この利用者を開いたままなら、承認されると自動で行います。</source>
        <translation>“%1” waits for approval. With this patron open it is done by itself once approved.</translation>
    </message>
    <message>
        <source>「%1」は承認されましたが、行っていません。</source>
        <translation>“%1” was approved but not done.</translation>
    </message>
    <message>
        <source>「%1」は承認されましたが、行っていません。利用者を開いて、もう一度始めてください。</source>
        <translation>“%1” was approved but not done. Open the patron and begin again.</translation>
    </message>
    <message>
        <source>あとで</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>ここで承認する</source>
        <translation>Approve here</translation>
    </message>
    <message>
        <source>この一つの操作だけに使い、サインインは変わりません。</source>
        <translation>ID and password are used for this one act; you stay signed in.</translation>
    </message>
    <message>
        <source>この依頼は、まだ承認を待っています。</source>
        <translation>This request is still waiting for approval.</translation>
    </message>
    <message>
        <source>この依頼は、もう承認されています。</source>
        <translation>This request has been approved already.</translation>
    </message>
    <message>
        <source>この依頼は、窓口が取り下げました。</source>
        <translation>The desk has withdrawn this request.</translation>
    </message>
    <message>
        <source>この承認の依頼は、もうありません。</source>
        <translation>This request for approval is gone.</translation>
    </message>
    <message>
        <source>この職員IDは、責任者のものではありません。</source>
        <translation>This staff ID is not a supervisor&apos;s.</translation>
    </message>
    <message>
        <source>どれかの答えが来てから、もう一度頼んでください。</source>
        <translation>Wait for the answer to one of them, then ask again.</translation>
    </message>
    <message>
        <source>ほかの受付に移る</source>
        <translation>Serve others meanwhile</translation>
    </message>
    <message>
        <source>ほかの理由(責任者に聞いてください)</source>
        <translation>Another reason (ask the supervisor)</translation>
    </message>
    <message>
        <source>まだどの責任者も見ていません。声をかけてください。</source>
        <translation>No supervisor has looked at it yet. Speak to one.</translation>
    </message>
    <message>
        <source>まだ条件がそろっていません</source>
        <translation>The conditions are not met yet</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Take it back</translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>一緒に解除する貸出禁止</source>
        <translation>Suspension lifted with it</translation>
    </message>
    <message>
        <source>上の「承認待ち」で開けます。</source>
        <translation>“Approvals” at the top opens the list.</translation>
    </message>
    <message>
        <source>今の内容を確かめて、必要ならもう一度始めてください。</source>
        <translation>Check how it stands now, and begin again if needed.</translation>
    </message>
    <message>
        <source>今の利用カード</source>
        <translation>Card in use</translation>
    </message>
    <message>
        <source>今の状態を画面で確かめてください。</source>
        <translation>Check the present state on the screen.</translation>
    </message>
    <message>
        <source>代替カードの登録</source>
        <translation>Register a replacement card</translation>
    </message>
    <message>
        <source>代替カードの登録を頼まれています。</source>
        <translation>The replacement card is what is asked for.</translation>
    </message>
    <message>
        <source>依頼</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>依頼された操作は、もう行われました。</source>
        <translation>What this request is about has been done already.</translation>
    </message>
    <message>
        <source>全館の責任者にも送りました。</source>
        <translation>It was sent to the whole library, too.</translation>
    </message>
    <message>
        <source>全館の責任者にも送る</source>
        <translation>Send to the whole library</translation>
    </message>
    <message>
        <source>内容を見る</source>
        <translation>Look at it</translation>
    </message>
    <message>
        <source>利用者の貸出禁止かカードが変わったため、%1では行われませんでした(%2)。</source>
        <translation>The patron&apos;s suspensions or card changed: not done at %1 (%2).</translation>
    </message>
    <message>
        <source>利用者の貸出禁止かカードが変わったため、この依頼は無効になりました。</source>
        <translation>The patron&apos;s suspensions or card have changed, so this request no longer counts.</translation>
    </message>
    <message>
        <source>取り下げられました</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>対応済にする</source>
        <translation>Settle it, too</translation>
    </message>
    <message>
        <source>待っている窓口を一覧で確かめてください。</source>
        <translation>Check in the list which desks are waiting.</translation>
    </message>
    <message>
        <source>必要なら、もう一度頼んでください。</source>
        <translation>Ask again if needed.</translation>
    </message>
    <message>
        <source>戻る</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>承認されています</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>承認されませんでした(%1): %2。</source>
        <translation>Not approved (%1): %2.</translation>
    </message>
    <message>
        <source>承認されませんでした。</source>
        <translation>Not approved.</translation>
    </message>
    <message>
        <source>承認した責任者 %1</source>
        <translation>Approved by %1</translation>
    </message>
    <message>
        <source>承認しない</source>
        <translation>Don&apos;t approve</translation>
    </message>
    <message>
        <source>承認しない理由</source>
        <translation>Reason for not approving</translation>
    </message>
    <message>
        <source>承認しませんでした</source>
        <translation>Not approved</translation>
    </message>
    <message>
        <source>承認する</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>承認の必要はありません。</source>
        <translation>No approval is needed.</translation>
    </message>
    <message>
        <source>承認を待っています</source>
        <translation>Waits for approval</translation>
    </message>
    <message>
        <source>承認を待つ依頼が、もう%1件あります。</source>
        <translation>%1 requests are waiting for approval already.</translation>
    </message>
    <message>
        <source>承認を待つ窓口</source>
        <translation>Desks waiting for approval</translation>
    </message>
    <message>
        <source>承認を待つ窓口はありません。</source>
        <translation>No desk is waiting for approval.</translation>
    </message>
    <message>
        <source>承認済み・まだ行われていません</source>
        <translation>Approved, not done yet</translation>
    </message>
    <message>
        <source>担当</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>新しい利用カード</source>
        <translation>New card</translation>
    </message>
    <message>
        <source>時刻</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>時間切れ・行われていません</source>
        <translation>Timed out, not done</translation>
    </message>
    <message>
        <source>書類の確認が必要です</source>
        <translation>Papers have to be checked</translation>
    </message>
    <message>
        <source>注意</source>
        <translation>Caution</translation>
    </message>
    <message>
        <source>無効・行われていません</source>
        <translation>Void, not done</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>State</translation>
    </message>
    <message>
        <source>理由を責任者に確かめてください。</source>
        <translation>Ask the supervisor for the reason.</translation>
    </message>
    <message>
        <source>申し出</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>破損している</source>
        <translation>Damaged</translation>
    </message>
    <message>
        <source>窓口</source>
        <translation>Desk</translation>
    </message>
    <message>
        <source>窓口からの依頼</source>
        <translation>Requests of the desks</translation>
    </message>
    <message>
        <source>窓口で確かめたこと</source>
        <translation>Confirmed at the desk</translation>
    </message>
    <message>
        <source>窓口の画面で確かめてください。</source>
        <translation>Check on the desk&apos;s screen.</translation>
    </message>
    <message>
        <source>自分の操作は、自分では承認できません。</source>
        <translation>You can&apos;t approve what you do yourself.</translation>
    </message>
    <message>
        <source>行う</source>
        <translation>Do it</translation>
    </message>
    <message>
        <source>行うこと</source>
        <translation>To be done</translation>
    </message>
    <message>
        <source>行われました</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>責任者が窓口へ行きます</source>
        <translation>A supervisor is coming to the desk</translation>
    </message>
    <message>
        <source>責任者の承認</source>
        <translation>Supervisor&apos;s approval</translation>
    </message>
    <message>
        <source>責任者の画面に送る</source>
        <translation>Send to the supervisors</translation>
    </message>
    <message>
        <source>責任者の答えを待ってください。</source>
        <translation>Wait for the supervisor&apos;s answer.</translation>
    </message>
    <message>
        <source>責任者の職員ID</source>
        <translation>Supervisor&apos;s staff ID</translation>
    </message>
    <message>
        <source>責任者の職員IDとパスワードを入力してください。</source>
        <translation>Type a supervisor&apos;s staff ID and password.</translation>
    </message>
    <message>
        <source>貸出禁止</source>
        <translation>Suspend borrowing</translation>
    </message>
    <message>
        <source>貸出禁止の解除</source>
        <translation>Lift a suspension</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>頼んだ窓口</source>
        <translation>Asked by</translation>
    </message>
</context>
<context>
    <name>busy</name>
    <message>
        <source>%1 %2: 1時間に、%3</source>
        <translation>%1 %2: in an hour %3</translation>
    </message>
    <message>
        <source>%1(%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>だれのものでもないカード番号を%1回照会</source>
        <translation>%1 look-ups of card numbers that are nobody’s</translation>
    </message>
    <message>
        <source>ふだんより、ずっと多く使われている職員IDがあります。</source>
        <translation>A staff ID is used far more than usual.</translation>
    </message>
    <message>
        <source>ほかに%1人あります。</source>
        <translation>And %1 more.</translation>
    </message>
    <message>
        <source>・</source>
        <translation>, </translation>
    </message>
    <message>
        <source>本人に確かめてください。心当たりがなければ、管理者に伝えて、そのIDを止めてください。</source>
        <translation>Ask whose it is. If they know nothing of it, tell an administrator and have that ID disabled.</translation>
    </message>
    <message>
        <source>検索で%1人を表示(上限 %2人)</source>
        <translation>%1 people shown by searches (limit %2)</translation>
    </message>
    <message>
        <source>生年月日か電話番号だけで%1回検索(上限 %2回)</source>
        <translation>%1 searches by a birth date or telephone number alone (limit %2)</translation>
    </message>
    <message>
        <source>貸出禁止を%1件解除</source>
        <translation>%1 suspensions lifted</translation>
    </message>
</context>
<context>
    <name>cancelled_holds</name>
    <message>
        <source>予約に戻す</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>表示期間内に取り消された予約はありません。</source>
        <translation>No holds were cancelled recently.</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>%1か%2</source>
        <translation>%1 or %2</translation>
    </message>
    <message>
        <source>%1の番号</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1文字</source>
        <translation>%1 characters</translation>
    </message>
    <message>
        <source>%1文字あります。</source>
        <translation>It has %1 characters.</translation>
    </message>
    <message>
        <source>%1文字から%2文字</source>
        <translation>%1 to %2 characters</translation>
    </message>
    <message>
        <source>%1文字しかありません。</source>
        <translation>Too few characters: %1.</translation>
    </message>
    <message>
        <source>%1桁</source>
        <translation>%1 digits</translation>
    </message>
    <message>
        <source>%1桁から%2桁</source>
        <translation>%1 to %2 digits</translation>
    </message>
    <message>
        <source>ログインには、利用カード番号(%1)とパスワードを使います。パスワードの英字は、大文字と小文字を区別します。</source>
        <translation>Patrons log in with the card number (%1) and the password. Passwords are case-sensitive.</translation>
    </message>
    <message>
        <source>ログインには、利用カード番号(「-」を除いた%1)とパスワードを使います。パスワードの英字は、大文字と小文字を区別します。</source>
        <translation>Patrons log in with the card number (%1, no hyphen) and the password. Passwords are case-sensitive.</translation>
    </message>
    <message>
        <source>利用カード番号は%1です。もう一度読み取ってください。</source>
        <translation>A card number has %1. Scan it again.</translation>
    </message>
    <message>
        <source>数字が%1桁あります。</source>
        <translation>It has %1 digits.</translation>
    </message>
    <message>
        <source>数字が%1桁しかありません。</source>
        <translation>Too few digits: %1.</translation>
    </message>
</context>
<context>
    <name>chips</name>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>「パスワード」のページを開きます。</source>
        <translation>Opens the page 「パスワード」.</translation>
    </message>
    <message>
        <source>「登録・貸出禁止」のページを開きます。</source>
        <translation>Opens the page Registration.</translation>
    </message>
    <message>
        <source>この画面では、名前の字形を正しく表示できません。</source>
        <translation>This screen can&apos;t show every character of the name as it is registered.</translation>
    </message>
    <message>
        <source>ほか%1件: %2</source>
        <translation>%1 more: %2</translation>
    </message>
    <message>
        <source>ロック中</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>予約一覧を取置の行だけにします。もう一度押すか Esc で、すべての行に戻ります。</source>
        <translation>Shows only the holds that are ready. Press again, or Esc, to show all.</translation>
    </message>
    <message>
        <source>今日まで %1点</source>
        <translation>%1 due today</translation>
    </message>
    <message>
        <source>取置 %1点</source>
        <translation>%1 ready</translation>
    </message>
    <message>
        <source>同姓同名</source>
        <translation>Same name</translation>
    </message>
    <message>
        <source>同姓同名の利用者がほかにいます(年代・登録館も同じ)。生年月日か住所で確かめてください。</source>
        <translation>A namesake has the same age group and branch: check birth date or address.</translation>
    </message>
    <message>
        <source>延滞 %1点</source>
        <translation>%1 overdue</translation>
    </message>
    <message>
        <source>明日まで %1点</source>
        <translation>%1 due tomorrow</translation>
    </message>
    <message>
        <source>更新期限は今日</source>
        <translation>Registration expires today</translation>
    </message>
    <message>
        <source>更新期限まで%1日</source>
        <translation>Registration: %1 d left</translation>
    </message>
    <message>
        <source>更新期限切れ</source>
        <translation>Registration expired</translation>
    </message>
    <message>
        <source>棚 %1</source>
        <translation>shelf %1</translation>
    </message>
    <message>
        <source>棚 %1 ほか</source>
        <translation>shelf %1 and more</translation>
    </message>
    <message>
        <source>申し出 %1</source>
        <translation>Reports: %1</translation>
    </message>
    <message>
        <source>申し出の行に移ります。</source>
        <translation>Goes to the row of the report.</translation>
    </message>
    <message>
        <source>異体字あり</source>
        <translation>Variant characters</translation>
    </message>
    <message>
        <source>貸出一覧の行に移ります。</source>
        <translation>Goes to the row in 「貸出一覧」.</translation>
    </message>
</context>
<context>
    <name>circulation</name>
    <message>
        <source>できるかどうかは、図書館のシステムが決めます。</source>
        <translation>The library&apos;s system decides whether this can be done.</translation>
    </message>
    <message>
        <source>予約取消一覧から削除します。元に戻せません。</source>
        <translation>This deletes it from 「予約取消一覧」 for good.</translation>
    </message>
    <message>
        <source>削除しない</source>
        <translation>Don&apos;t delete</translation>
    </message>
    <message>
        <source>削除する</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>取り消さない</source>
        <translation>Keep the hold</translation>
    </message>
    <message>
        <source>取り消す</source>
        <translation>Drop the hold</translation>
    </message>
    <message>
        <source>取置延長確認</source>
        <translation>Extend pick-up date</translation>
    </message>
    <message>
        <source>取置棚から外してください</source>
        <translation>Take the item off the hold shelf</translation>
    </message>
    <message>
        <source>延長しない</source>
        <translation>Don&apos;t extend</translation>
    </message>
    <message>
        <source>延長する</source>
        <translation>Extend</translation>
    </message>
    <message>
        <source>延長後の取置期限日</source>
        <translation>New pick-up date</translation>
    </message>
    <message>
        <source>次に待っている人はいません。資料を元の場所に戻してください。</source>
        <translation>Nobody else is waiting. Put the item back where it belongs.</translation>
    </message>
    <message>
        <source>次の予約の人のために、取置棚に置いてください。取置期限日は %1 です。</source>
        <translation>Put it on the hold shelf for the next patron. It can be picked up until %1.</translation>
    </message>
    <message>
        <source>次の予約の受取館は%1です。資料を回送してください。</source>
        <translation>The next pick-up branch is %1. Send the item there.</translation>
    </message>
    <message>
        <source>次の人の連絡方法</source>
        <translation>How the next patron is notified</translation>
    </message>
    <message>
        <source>準備中の資料を確保してください</source>
        <translation>Hold back the item that is being prepared</translation>
    </message>
    <message>
        <source>移送中の資料を確保してください</source>
        <translation>Intercept the item in transit</translation>
    </message>
    <message>
        <source>窓口取消</source>
        <translation>Drop the hold</translation>
    </message>
    <message>
        <source>置き場所</source>
        <translation>Location</translation>
    </message>
    <message>
        <source>貸出更新の結果</source>
        <translation>Renewal results</translation>
    </message>
    <message>
        <source>資料の行き先</source>
        <translation>Where the item goes</translation>
    </message>
    <message>
        <source>資料番号</source>
        <translation>Item number</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>contact</name>
    <message>
        <source>「@」の後ろは「%1」ですが、「%2」の間違いではありませんか。</source>
        <translation>After “@” stands “%1”. Is it meant to be “%2”?</translation>
    </message>
    <message>
        <source>このまま変更する</source>
        <translation>Change it as it is</translation>
    </message>
    <message>
        <source>すべて不要にして削除する</source>
        <translation>Set all to 「不要」 and delete</translation>
    </message>
    <message>
        <source>メールアドレスの削除</source>
        <translation>Delete e-mail address</translation>
    </message>
    <message>
        <source>メールアドレスの確認</source>
        <translation>Check the e-mail address</translation>
    </message>
    <message>
        <source>入力に戻る</source>
        <translation>Keep editing</translation>
    </message>
    <message>
        <source>利用者に連絡しましたか。連絡済になった質問は、受付状況に表示されなくなります。</source>
        <translation>Has the patron been told? The question then no longer shows under 「受付状況」.</translation>
    </message>
    <message>
        <source>削除しない</source>
        <translation>Don&apos;t delete</translation>
    </message>
    <message>
        <source>削除する</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>戻る</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>欄が空のため、登録を削除します。予約や督促のメールは届かなくなります。</source>
        <translation>The field is empty, so the address will be deleted. No e-mail about holds or overdue items will arrive any more.</translation>
    </message>
    <message>
        <source>連絡方法が「メール」の予約があるため、このままでは削除できません。これらの予約の連絡方法をすべて「不要」にして削除しますか。</source>
        <translation>Some holds are notified by 「メール」, so the address can&apos;t be deleted as it is. Set them all to 「不要」 and delete it?</translation>
    </message>
    <message>
        <source>連絡済</source>
        <translation>Patron told</translation>
    </message>
    <message>
        <source>連絡済にしない</source>
        <translation>Don&apos;t mark</translation>
    </message>
    <message>
        <source>連絡済にする</source>
        <translation>Mark as told</translation>
    </message>
</context>
<context>
    <name>contacts</name>
    <message>
        <source>「次の連絡日」に、今日以降の日を入力してください(例: 2026/11/27)。</source>
        <translation>Enter today or a later day as the next contact (such as 2026/11/27).</translation>
    </message>
    <message>
        <source>なし</source>
        <translation>None</translation>
    </message>
    <message>
        <source>上下の矢印キーで1日ずつ変わります。</source>
        <translation>Up and Down change it by one day.</translation>
    </message>
    <message>
        <source>今までの連絡</source>
        <translation>Attempts so far</translation>
    </message>
    <message>
        <source>手段</source>
        <translation>How</translation>
    </message>
    <message>
        <source>次にすること</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>次の連絡日</source>
        <translation>Next contact</translation>
    </message>
    <message>
        <source>用件</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>結果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>記録しない</source>
        <translation>Don&apos;t record</translation>
    </message>
    <message>
        <source>記録する</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>選んでください</source>
        <translation>Choose one</translation>
    </message>
    <message>
        <source>電話番号</source>
        <translation>Phone number</translation>
    </message>
</context>
<context>
    <name>dates</name>
    <message>
        <source>(%1)</source>
        <translation> %1</translation>
    </message>
    <message>
        <source>土</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>木</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>水</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>火</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>金</source>
        <translation>Fri</translation>
    </message>
</context>
<context>
    <name>day_kinds</name>
    <message>
        <source>休館</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>特別整理</source>
        <translation>Inventory</translation>
    </message>
    <message>
        <source>臨時休館</source>
        <translation>Closure</translation>
    </message>
    <message>
        <source>臨時開館</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>通常どおり</source>
        <translation>As usual</translation>
    </message>
    <message>
        <source>開館</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>diagnosis</name>
    <message>
        <source>%1 からの操作記録が封印されていません。</source>
        <translation>The activity log has not been sealed since %1.</translation>
    </message>
    <message>
        <source>%1 のあるディスクを読めません。</source>
        <translation>Can&apos;t read the disk with %1.</translation>
    </message>
    <message>
        <source>%1 を読めません。</source>
        <translation>Can&apos;t read %1.</translation>
    </message>
    <message>
        <source>%1件が、ないか止められています。</source>
        <translation>Missing or switched off: %1.</translation>
    </message>
    <message>
        <source>%1通あります(いちばん古いものは %2 から)。</source>
        <translation>Messages: %1 (the oldest since %2).</translation>
    </message>
    <message>
        <source>%1通がたまっています(いちばん古いものは %2 から)。</source>
        <translation>Messages that have piled up: %1 (the oldest since %2).</translation>
    </message>
    <message>
        <source>%2 MB 以上あくように、いらないファイルを片付けてください。</source>
        <translation>Delete unneeded files until at least %2 MB are free.</translation>
    </message>
    <message>
        <source>1時間に多くの貸出禁止を解除したIDがあります(かっこの中は件数): %1。</source>
        <translation>IDs that lifted many suspensions in an hour (how many in brackets): %1.</translation>
    </message>
    <message>
        <source>PostgreSQL %1 です。</source>
        <translation>PostgreSQL %1.</translation>
    </message>
    <message>
        <source>WAL です。</source>
        <translation>WAL.</translation>
    </message>
    <message>
        <source>WAL ではありません(%1)。照会と手続きが互いに待ち合います。</source>
        <translation>Not WAL (%1). Look-ups and acts wait for each other.</translation>
    </message>
    <message>
        <source>WAL のアーカイブに失敗しています。続くと、サーバーのディスクが一杯になります。</source>
        <translation>Archiving of WAL fails. If that goes on, the server&apos;s disk gets full.</translation>
    </message>
    <message>
        <source>[mail] from を、library@example.jp か 図書館 &lt;library@example.jp&gt; のように書いてください。</source>
        <translation>Write [mail] from like library@example.jp or Library &lt;library@example.jp&gt;.</translation>
    </message>
    <message>
        <source>archive_command の行き先を確かめてください。</source>
        <translation>Check where archive_command writes to.</translation>
    </message>
    <message>
        <source>chmod 600 で、使う人だけが読めるようにしてください。</source>
        <translation>Let only its user read it, with chmod 600.</translation>
    </message>
    <message>
        <source>chmod 600 で、持ち主だけが読み書きできるようにしてください。</source>
        <translation>Let only its owner read and write it, with chmod 600.</translation>
    </message>
    <message>
        <source>docs/operations.md のとおりにするように、サーバーの管理者に伝えてください。</source>
        <translation>Ask the server&apos;s administrator to do as docs/operations.md says.</translation>
    </message>
    <message>
        <source>docs/operations.md のとおりに設定するように、サーバーの管理者に伝えてください。</source>
        <translation>Tell the server&apos;s administrator to set them as docs/operations.md says.</translation>
    </message>
    <message>
        <source>madoguchi db check は、すべてを読みます。</source>
        <translation>madoguchi db check reads all of it.</translation>
    </message>
    <message>
        <source>madoguchi db upgrade を実行してください。残るときは、そのログインを作った管理者が実行してください。</source>
        <translation>Run madoguchi db upgrade. If some remain, the administrator who made those logins has to run it.</translation>
    </message>
    <message>
        <source>madoguchi master export で書き出して card_letters か card_check_digit を直し、master import で読み込んでください。</source>
        <translation>Write them out with madoguchi master export, change card_letters or card_check_digit, and read them in with master import.</translation>
    </message>
    <message>
        <source>madoguchi master export で書き出して item_number_digits か card_lengths を直し、master import で読み込んでください。</source>
        <translation>Write them out with madoguchi master export, change item_number_digits or card_lengths, and read them in with master import.</translation>
    </message>
    <message>
        <source>madoguchi master export で書き出して item_number_digits を直し、master import で読み込んでください。</source>
        <translation>Write them out with madoguchi master export, change item_number_digits, and read them in with master import.</translation>
    </message>
    <message>
        <source>madoguchi master export で書き出して直し、master import で読み込んでください。</source>
        <translation>Write them out with madoguchi master export, correct them, and bring them back with master import.</translation>
    </message>
    <message>
        <source>madoguchi worker とメールサーバーが動いているか確かめてください。</source>
        <translation>Check whether madoguchi worker and the mail server are running.</translation>
    </message>
    <message>
        <source>synchronous_commit が off です。サーバーが落ちると、完了した手続きが失われることがあります。</source>
        <translation>synchronous_commit is off. When the server falls, acts that were told as done may be lost.</translation>
    </message>
    <message>
        <source>synchronous_commit が off のログインが%1件あります。サーバーが落ちると、手続きを失うことがあります。</source>
        <translation>synchronous_commit is off for %1 login(s). When the server falls, acts that were told as done may be lost.</translation>
    </message>
    <message>
        <source>temp_file_limit がありません。一つのログインが、ディスクを一杯にできます。</source>
        <translation>There is no temp_file_limit. One login can fill the disk.</translation>
    </message>
    <message>
        <source>「%1」のような番号が、利用カード番号にも資料番号にもなります。利用カードとして読みます。</source>
        <translation>A number such as %1 would be a card&apos;s and an item&apos;s. It is read as a card&apos;s.</translation>
    </message>
    <message>
        <source>「%1」のように読み取られる資料の番号が、もうある利用カードの番号と同じ長さです。利用カードとして読みます。</source>
        <translation>An item’s number is scanned as %1, which has as many characters as cards that are there. It is read as a card’s.</translation>
    </message>
    <message>
        <source>ありません。</source>
        <translation>none</translation>
    </message>
    <message>
        <source>ありません。標準の設定で動いています。</source>
        <translation>There is none. The default settings are in use.</translation>
    </message>
    <message>
        <source>この24時間に、ふだんよりずっと多く使われたIDはありません。</source>
        <translation>No ID was used far more than usual in the last 24 hours.</translation>
    </message>
    <message>
        <source>このデータベースには、サーバーのどのログインでもつながれます。</source>
        <translation>Every login of the server can connect to this database.</translation>
    </message>
    <message>
        <source>このプログラムと合っています(%1)。</source>
        <translation>Matches this program (%1).</translation>
    </message>
    <message>
        <source>このログインでは確かめられません。</source>
        <translation>Can&apos;t be checked with this login.</translation>
    </message>
    <message>
        <source>このログインには、この図書館での担当がありません。</source>
        <translation>This login has no role in this library.</translation>
    </message>
    <message>
        <source>この端末からは確かめられません。</source>
        <translation>Can&apos;t be checked from this workstation.</translation>
    </message>
    <message>
        <source>この端末には、プリンターがひとつもありません。</source>
        <translation>This computer has no printer at all.</translation>
    </message>
    <message>
        <source>この端末の時計が %1秒進んでいます。</source>
        <translation>This workstation&apos;s clock is %1 s fast.</translation>
    </message>
    <message>
        <source>この端末の時計が %1秒遅れています。</source>
        <translation>This workstation&apos;s clock is %1 s slow.</translation>
    </message>
    <message>
        <source>この端末の時計と %1秒違います。</source>
        <translation>It differs from this computer&apos;s clock by %1 s.</translation>
    </message>
    <message>
        <source>この端末の時計と合っています。</source>
        <translation>It agrees with this computer&apos;s clock.</translation>
    </message>
    <message>
        <source>この端末の時計を自動で合わせる設定(NTP)にしてください。記録の時刻には影響しません。</source>
        <translation>Have this workstation set its clock automatically (NTP). Logged times are not affected.</translation>
    </message>
    <message>
        <source>この端末の設定にはありません。メールは worker の端末から送ります。</source>
        <translation>Not set on this workstation. E-mail is sent from the worker&apos;s machine.</translation>
    </message>
    <message>
        <source>しばらくしても変わらなければ、メールサーバーの係に伝えてください。</source>
        <translation>If this doesn&apos;t change soon, tell whoever runs the mail server.</translation>
    </message>
    <message>
        <source>すぐに管理者に伝えて、madoguchi audit verify で調べてください。</source>
        <translation>Tell the administrator at once, who finds out by madoguchi audit verify.</translation>
    </message>
    <message>
        <source>すべてのログイン</source>
        <translation>All logins</translation>
    </message>
    <message>
        <source>すべて働いています(%1件)。</source>
        <translation>All in force (%1).</translation>
    </message>
    <message>
        <source>すべて読めます(%1件)。</source>
        <translation>All readable (%1).</translation>
    </message>
    <message>
        <source>すべて読めます。</source>
        <translation>All can be read.</translation>
    </message>
    <message>
        <source>すべて読めます。このプログラムの使わない値があります: %1。</source>
        <translation>Everything can be read. This program has no use for: %1.</translation>
    </message>
    <message>
        <source>そこからもサーバーを止められます。REVOKE CONNECT ON DATABASE … FROM PUBLIC で閉じてください。</source>
        <translation>The server can be stopped from there, too. Close them with REVOKE CONNECT ON DATABASE … FROM PUBLIC.</translation>
    </message>
    <message>
        <source>だれのものでもないカード番号を、1時間に何度も照会したIDがあります(かっこの中は回数): %1。</source>
        <translation>IDs that often looked up card numbers in an hour that are nobody’s (how often in brackets): %1.</translation>
    </message>
    <message>
        <source>つづりを確かめるように、管理者に伝えてください。</source>
        <translation>Ask an administrator to check the spelling.</translation>
    </message>
    <message>
        <source>つながります(%1)。</source>
        <translation>It answers (%1).</translation>
    </message>
    <message>
        <source>つながります(PostgreSQL)。</source>
        <translation>Connected (PostgreSQL).</translation>
    </message>
    <message>
        <source>つながります(SQLite のファイル)。</source>
        <translation>Connected (SQLite file).</translation>
    </message>
    <message>
        <source>つながれないログインが%1件あります: %2。</source>
        <translation>Logins that cannot connect: %1 (%2).</translation>
    </message>
    <message>
        <source>どちらの時計も、自動で合わせる設定(NTP)にしてください。</source>
        <translation>Have both clocks set automatically (NTP).</translation>
    </message>
    <message>
        <source>どの表も、持ち主は madoguchi_owner です。</source>
        <translation>madoguchi_owner owns every table.</translation>
    </message>
    <message>
        <source>どれも一つの役目だけです。</source>
        <translation>Each is of one kind.</translation>
    </message>
    <message>
        <source>カード番号が、サーバーのログに残る設定です(%1)。</source>
        <translation>Settings let card numbers stay in the server&apos;s logs (%1).</translation>
    </message>
    <message>
        <source>カード番号は、サーバーのログに残りません。</source>
        <translation>No card number stays in the server&apos;s logs.</translation>
    </message>
    <message>
        <source>サーバー</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>サーバーがいまは受け付けていません(%1)。</source>
        <translation>The server turns mail away at the moment (%1).</translation>
    </message>
    <message>
        <source>サーバーで TLS を有効にしてください(docs/security.md)。</source>
        <translation>Switch TLS on at the server (docs/security.md).</translation>
    </message>
    <message>
        <source>サーバーで madoguchi worker が動いているか確かめてください。</source>
        <translation>Check whether madoguchi worker is running on the server.</translation>
    </message>
    <message>
        <source>サーバーとデータベースの synchronous_commit を on にしてください。</source>
        <translation>Set synchronous_commit to on for the server and the database.</translation>
    </message>
    <message>
        <source>サーバーには、どのログインでもつながれるデータベースがほかに%1件あります: %2。</source>
        <translation>Other databases of the server to which every login can connect: %1 (%2).</translation>
    </message>
    <message>
        <source>サーバーに届きます(PostgreSQL)。中の様子は、サインインした人の窓で診断できます。</source>
        <translation>The server can be reached (PostgreSQL). The rest can be checked from the window of someone who is signed in.</translation>
    </message>
    <message>
        <source>サーバーのディスク</source>
        <translation>Server&apos;s disk</translation>
    </message>
    <message>
        <source>サーバーのログ</source>
        <translation>Server&apos;s log</translation>
    </message>
    <message>
        <source>サーバーはこの端末にあり、通信は外に出ません。</source>
        <translation>The server is on this workstation; nothing goes over a network.</translation>
    </message>
    <message>
        <source>サーバーを止められる PostgreSQL の関数%1個を、どのログインでも呼べます。</source>
        <translation>Functions of PostgreSQL&apos;s that can stop the server, and that every login may call: %1.</translation>
    </message>
    <message>
        <source>スーパーユーザーのログインで、madoguchi db upgrade を一度実行してください。</source>
        <translation>Run madoguchi db upgrade once with a superuser&apos;s login.</translation>
    </message>
    <message>
        <source>ディスクやネットワークのつながりを確かめてください。</source>
        <translation>Check the disk or the network connection.</translation>
    </message>
    <message>
        <source>データベース</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>データベースのディスク</source>
        <translation>Database disk</translation>
    </message>
    <message>
        <source>データベースのファイル</source>
        <translation>Database file</translation>
    </message>
    <message>
        <source>データベースの中身</source>
        <translation>Database content</translation>
    </message>
    <message>
        <source>データベースの守り</source>
        <translation>Database guards</translation>
    </message>
    <message>
        <source>データベースの時計と合っています(差 %1秒)。</source>
        <translation>Agrees with the database clock (%1 s apart).</translation>
    </message>
    <message>
        <source>データベースの時計は、新しい記録と合っています。</source>
        <translation>The database&apos;s clock fits the newest records.</translation>
    </message>
    <message>
        <source>データベースの版</source>
        <translation>Database version</translation>
    </message>
    <message>
        <source>データベースの置き場所</source>
        <translation>Place of the database</translation>
    </message>
    <message>
        <source>データベースの表</source>
        <translation>Database tables</translation>
    </message>
    <message>
        <source>パスワードが書かれていて、ほかの人も読めます(%1)。</source>
        <translation>There is a password in it, and others can read it (%1).</translation>
    </message>
    <message>
        <source>パソコンにプリンターを追加してください。それまでパスワード票は、画面で見せるしかありません。</source>
        <translation>Add a printer to the computer. Until then password slips can only be shown on screen.</translation>
    </message>
    <message>
        <source>ビューと列は、すべてあります。</source>
        <translation>All views and columns are there.</translation>
    </message>
    <message>
        <source>ビューを読むほかの権限もあります(%1)。</source>
        <translation>It may do more than read the views (%1).</translation>
    </message>
    <message>
        <source>ファイルが大きいため、ここでは最後まで読めませんでした。</source>
        <translation>The file is too large to be read to its end here.</translation>
    </message>
    <message>
        <source>ファイルを、ネットワーク上ではなくこの端末のディスクに置いてください。</source>
        <translation>Put the file on this workstation&apos;s own disk, not on a network.</translation>
    </message>
    <message>
        <source>ファイルシステムは %1 です。</source>
        <translation>The file system is %1.</translation>
    </message>
    <message>
        <source>フォルダーの書き込みの許可を確かめてください。</source>
        <translation>Check the permission to write into the folder.</translation>
    </message>
    <message>
        <source>プリンター</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>プログラムを入れ直してください。</source>
        <translation>Reinstall the program.</translation>
    </message>
    <message>
        <source>ページも参照も、すべて読めます。</source>
        <translation>Every page and every reference can be read.</translation>
    </message>
    <message>
        <source>メールサーバー</source>
        <translation>Mail server</translation>
    </message>
    <message>
        <source>ログ</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>ログのディスク</source>
        <translation>Log disk</translation>
    </message>
    <message>
        <source>ログイン</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>ログインに付けられた設定が%1件あります: %2。</source>
        <translation>Settings that stand in a login&apos;s role: %1 (%2).</translation>
    </message>
    <message>
        <source>ログインの制限</source>
        <translation>Limits of logins</translation>
    </message>
    <message>
        <source>一時ファイルは、接続ごとに %1 MB までです。</source>
        <translation>A connection may have %1 MB of temporary files.</translation>
    </message>
    <message>
        <source>二つ以上の役目を持つログインが%1件あり、使えません: %2。</source>
        <translation>Logins of more than one kind, which can&apos;t work (%1): %2.</translation>
    </message>
    <message>
        <source>作業したあとがまだありません。することがなかったのかもしれません。</source>
        <translation>No trace of its work yet. Perhaps there was nothing to do.</translation>
    </message>
    <message>
        <source>列が半分より多く使われ(%1 %)、止まっています。変更は数秒遅れて画面に出ます。</source>
        <translation>Not sent: more than half of the queue is used (%1 %). Changes are shown some seconds late.</translation>
    </message>
    <message>
        <source>列が半分より多く使われ(%1 %)、止まっています。変更は数秒遅れます。トランザクション中のプロセス: %2。</source>
        <translation>Not sent: more than half of the queue is used (%1 %). Changes are shown some seconds late. Processes in a transaction: %2.</translation>
    </message>
    <message>
        <source>利用者のページのログインです。</source>
        <translation>The login of the patron page.</translation>
    </message>
    <message>
        <source>利用者の値やパスワードのハッシュが、ログなどに残る設定です(%1)。</source>
        <translation>Its settings let patrons&apos; data or password hashes stay in the log or beside it (%1).</translation>
    </message>
    <message>
        <source>利用者名かパスワードが受け付けられません。</source>
        <translation>The user name or the password is not accepted.</translation>
    </message>
    <message>
        <source>動いています(%1 に作業しました)。</source>
        <translation>Running (last worked at %1).</translation>
    </message>
    <message>
        <source>印刷できる状態です(何も印刷していません)。</source>
        <translation>Ready to print (nothing was printed).</translation>
    </message>
    <message>
        <source>図書館の時刻を %1秒ずらしています。デモと試験のための機能です。</source>
        <translation>The library&apos;s time is shifted by %1 s. That is meant for the demo and for tests.</translation>
    </message>
    <message>
        <source>図書館の決めた値</source>
        <translation>The library&apos;s own values</translation>
    </message>
    <message>
        <source>図書館システム</source>
        <translation>Library system</translation>
    </message>
    <message>
        <source>図書館システムのビュー</source>
        <translation>Library system&apos;s views</translation>
    </message>
    <message>
        <source>図書館システムのログ</source>
        <translation>Library system&apos;s log</translation>
    </message>
    <message>
        <source>図書館システムのログイン</source>
        <translation>Library system&apos;s login</translation>
    </message>
    <message>
        <source>図書館システムの時計</source>
        <translation>Library system&apos;s clock</translation>
    </message>
    <message>
        <source>図書館システムの管理者に、general_log を止め、long_query_time を%2秒以上にするよう伝えてください。</source>
        <translation>Ask the library system&apos;s administrator to switch general_log off and to set long_query_time to %2 s or more.</translation>
    </message>
    <message>
        <source>図書館システムの管理者に、余分な権限を外すよう伝えてください。</source>
        <translation>Ask the library system&apos;s administrator to take the other rights away.</translation>
    </message>
    <message>
        <source>図書館システムの規則</source>
        <translation>Library system&apos;s rules</translation>
    </message>
    <message>
        <source>変更の知らせ</source>
        <translation>Notices of changes</translation>
    </message>
    <message>
        <source>封印されています(%1)。</source>
        <translation>Sealed (%1).</translation>
    </message>
    <message>
        <source>封印する時期の操作記録はまだありません。</source>
        <translation>Nothing in the activity log is due to be sealed yet.</translation>
    </message>
    <message>
        <source>封印はまだありません。</source>
        <translation>There is no seal yet.</translation>
    </message>
    <message>
        <source>少し待って、もう一度調べてください。</source>
        <translation>Wait a little, and look again.</translation>
    </message>
    <message>
        <source>心当たりのない設定は、ALTER ROLE で消してください(docs/operations.md)。</source>
        <translation>Remove what nobody meant with ALTER ROLE (docs/operations.md).</translation>
    </message>
    <message>
        <source>応答がありません。</source>
        <translation>No answer.</translation>
    </message>
    <message>
        <source>手続きは、ディスクに書かれてから完了します。</source>
        <translation>An act is on the disk before it is told as done.</translation>
    </message>
    <message>
        <source>持ち主が madoguchi_owner でない表が%1件あります: %2。</source>
        <translation>Tables that madoguchi_owner doesn&apos;t own: %1 (%2).</translation>
    </message>
    <message>
        <source>持ち主だけが読み書きできます。</source>
        <translation>Only its owner can read and write it.</translation>
    </message>
    <message>
        <source>持ち主のほかにも開かれています(%1)。</source>
        <translation>Open to others than its owner (%1).</translation>
    </message>
    <message>
        <source>接続の数に上限のないログインが%1件あります: %2。</source>
        <translation>Logins without a limit of connections: %1 (%2).</translation>
    </message>
    <message>
        <source>操作記録と封印</source>
        <translation>Records and seal</translation>
    </message>
    <message>
        <source>操作記録の封印</source>
        <translation>Activity log seal</translation>
    </message>
    <message>
        <source>文字(フォント)</source>
        <translation>Fonts</translation>
    </message>
    <message>
        <source>時刻の補正</source>
        <translation>Time offset</translation>
    </message>
    <message>
        <source>時計</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>時計と記録</source>
        <translation>Clock and records</translation>
    </message>
    <message>
        <source>暗号化</source>
        <translation>Encryption</translation>
    </message>
    <message>
        <source>書き込みの確実さ</source>
        <translation>Durability</translation>
    </message>
    <message>
        <source>書き込みの記録</source>
        <translation>Write-ahead log</translation>
    </message>
    <message>
        <source>書き込めます(%1)。</source>
        <translation>Writable (%1).</translation>
    </message>
    <message>
        <source>書き込めません(%1)。</source>
        <translation>Not writable (%1).</translation>
    </message>
    <message>
        <source>最後の封印(%1)と、このログインの操作記録が合っています。</source>
        <translation>This login&apos;s records of acts fit the last seal (%1).</translation>
    </message>
    <message>
        <source>最後の封印(%1)と、操作記録が合いません。</source>
        <translation>The records of acts don&apos;t fit the last seal (%1).</translation>
    </message>
    <message>
        <source>最後の封印(%1)と、操作記録が合っています。</source>
        <translation>The records of acts fit the last seal (%1).</translation>
    </message>
    <message>
        <source>期限の過ぎた予約 %1件が、きのうまでに片付いていません。</source>
        <translation>Expired holds that had not been cleared by yesterday: %1.</translation>
    </message>
    <message>
        <source>本人に確かめてください。心当たりがなければ、madoguchi staff disable で、そのIDを止めてください。</source>
        <translation>Ask whose it is. If they know nothing of it, disable that ID with madoguchi staff disable.</translation>
    </message>
    <message>
        <source>本番の図書館では、表 clock_offset を空にしてください。</source>
        <translation>In a real library, empty the table clock_offset.</translation>
    </message>
    <message>
        <source>検索で、1時間に多くの人を表示したIDがあります(かっこの中は人数): %1。</source>
        <translation>IDs whose searches showed many people in an hour (how many in brackets): %1.</translation>
    </message>
    <message>
        <source>決められていません。印刷のたびに選びます。</source>
        <translation>Not set. Chosen each time something is printed.</translation>
    </message>
    <message>
        <source>生年月日か電話番号だけで、1時間に何度も検索したIDがあります(かっこの中は回数): %1。</source>
        <translation>IDs that searched often in an hour by a birth date or telephone number alone (how often in brackets): %1.</translation>
    </message>
    <message>
        <source>空きがあります(%1 MB)。</source>
        <translation>Enough space (%1 MB).</translation>
    </message>
    <message>
        <source>空きが少なくなっています(%1 MB)。</source>
        <translation>Space is running out (%1 MB).</translation>
    </message>
    <message>
        <source>窓口担当のログインです。</source>
        <translation>The login of counter staff.</translation>
    </message>
    <message>
        <source>管理者が madoguchi db upgrade を実行してください。残るときは、docs/operations.md を見てください。</source>
        <translation>An administrator should run madoguchi db upgrade. If they remain, see docs/operations.md.</translation>
    </message>
    <message>
        <source>管理者が madoguchi staff add で登録してください。</source>
        <translation>Have an administrator register it with madoguchi staff add.</translation>
    </message>
    <message>
        <source>管理者が psql の \drds で探し、ALTER ROLE の RESET synchronous_commit で戻してください。</source>
        <translation>Find them with psql&apos;s \drds, and run ALTER ROLE … RESET synchronous_commit.</translation>
    </message>
    <message>
        <source>管理者が、余分なグループを REVOKE で外してください。</source>
        <translation>Have an administrator take the group that is too much away with REVOKE.</translation>
    </message>
    <message>
        <source>管理者が決めた設定に、この版の知らない項目があります(%1)。</source>
        <translation>The administrator&apos;s settings have an entry that this version doesn&apos;t know (%1).</translation>
    </message>
    <message>
        <source>管理者のログインで madoguchi db upgrade を実行してください。</source>
        <translation>Run madoguchi db upgrade with an administrator&apos;s login.</translation>
    </message>
    <message>
        <source>管理者のログインです。</source>
        <translation>An administrator&apos;s login.</translation>
    </message>
    <message>
        <source>職員IDの使われ方</source>
        <translation>Use of staff IDs</translation>
    </message>
    <message>
        <source>自動の作業</source>
        <translation>Background worker</translation>
    </message>
    <message>
        <source>自動の作業(worker)のログインです。</source>
        <translation>The login of the worker.</translation>
    </message>
    <message>
        <source>英字のある利用カード番号には、検査数字(%1)を使えません。</source>
        <translation>Card numbers with letters can&apos;t have a check digit (%1).</translation>
    </message>
    <message>
        <source>複製のために残してある WAL は、%1 MB です。</source>
        <translation>%1 MB of WAL are kept for a replication slot.</translation>
    </message>
    <message>
        <source>設定の差出人が、メールアドレスの形になっていません。</source>
        <translation>The sender in the settings is not an e-mail address.</translation>
    </message>
    <message>
        <source>設定の暗号化かログインの方法を、サーバーが受け付けていません。</source>
        <translation>The server doesn&apos;t accept the encryption or login method that is set.</translation>
    </message>
    <message>
        <source>設定ファイル</source>
        <translation>Settings file</translation>
    </message>
    <message>
        <source>設定ファイルの [mail] を確かめてください。メールは送られずに待っています。</source>
        <translation>Check [mail] in the settings file. Messages are waiting and are not sent.</translation>
    </message>
    <message>
        <source>証明書を信頼できません。</source>
        <translation>The certificate is not trusted.</translation>
    </message>
    <message>
        <source>認証局のファイルを環境変数 SSL_CERT_FILE に、証明書の名前を [mail] host に書いてください。</source>
        <translation>Put the authority&apos;s file into the environment variable SSL_CERT_FILE, and the certificate&apos;s name into [mail] host.</translation>
    </message>
    <message>
        <source>読むためのビューだけを読めます。</source>
        <translation>It may read the views and nothing else.</translation>
    </message>
    <message>
        <source>読めない値が%1件あります: %2。その代わりに、プログラムの値を使うか、ないものとしています。</source>
        <translation>Values that can&apos;t be read: %1 (%2). The program&apos;s own values are used instead, or the rows count as absent.</translation>
    </message>
    <message>
        <source>読めます。</source>
        <translation>Readable.</translation>
    </message>
    <message>
        <source>調べたかぎり、サーバーを止められるものはありません。</source>
        <translation>Nothing of what was looked at lets a login stop the server.</translation>
    </message>
    <message>
        <source>調べた設定では、利用者の値もパスワードのハッシュも、ログに残りません。</source>
        <translation>By the settings that were looked at, neither patrons&apos; data nor password hashes stay in the log.</translation>
    </message>
    <message>
        <source>責任者のログインです。</source>
        <translation>A supervisor&apos;s login.</translation>
    </message>
    <message>
        <source>貸出システムのログインです。</source>
        <translation>The login of the circulation system.</translation>
    </message>
    <message>
        <source>貸出更新の結果は予測できません。画面には「図書館のシステムが決めます」と表示されます。</source>
        <translation>No renewal can be foreseen. The screen says “system decides”.</translation>
    </message>
    <message>
        <source>貸出更新の規則は%2件あり、%1件で結果を予測できます。</source>
        <translation>Rules for renewals: %2. Of these, %1 can be foreseen by.</translation>
    </message>
    <message>
        <source>送られています(列の %1 % を使用)。</source>
        <translation>They are sent (%1 % of the queue is used).</translation>
    </message>
    <message>
        <source>送れる状態です(何も送っていません)。</source>
        <translation>Ready to send (nothing was sent).</translation>
    </message>
    <message>
        <source>送信待ちのメール</source>
        <translation>E-mail waiting</translation>
    </message>
    <message>
        <source>通信が暗号化されていません。</source>
        <translation>The connection is not encrypted.</translation>
    </message>
    <message>
        <source>通信は暗号化されています(%1)。</source>
        <translation>The connection is encrypted (%1).</translation>
    </message>
    <message>
        <source>電話担当のログインです。</source>
        <translation>The login of phone staff.</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>保存していない入力があります。入力を捨てて進みますか。</source>
        <translation>Something you typed is not saved. Discard it and go on?</translation>
    </message>
    <message>
        <source>入力に戻る</source>
        <translation>Keep editing</translation>
    </message>
    <message>
        <source>入力の途中です</source>
        <translation>Unsaved input</translation>
    </message>
    <message>
        <source>入力を捨てる</source>
        <translation>Discard</translation>
    </message>
</context>
<context>
    <name>email</name>
    <message>
        <source>%1 に送信しました</source>
        <translation>Sent at %1</translation>
    </message>
    <message>
        <source>送信できませんでした</source>
        <translation>Could not be sent</translation>
    </message>
    <message>
        <source>送信できませんでした (メールサーバーの応答 %1)</source>
        <translation>Could not be sent (the mail server answered %1)</translation>
    </message>
    <message>
        <source>送信待ちです (%1 に受付)</source>
        <translation>Waiting to be sent (since %1)</translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source> %1行目</source>
        <translation> line %1</translation>
    </message>
    <message>
        <source>(%1行目)</source>
        <translation> (line %1)</translation>
    </message>
    <message>
        <source>1900年から2999年までの日付ではありません(%1)</source>
        <translation>no date from 1900 to 2999 (%1)</translation>
    </message>
    <message>
        <source>true か false ではありません(%1)</source>
        <translation>Neither true nor false (%1)</translation>
    </message>
    <message>
        <source>「%1」が利用カード番号にも資料番号にもなります。item_number_digits を別の桁数(読まないなら 0)にするか、card_lengths を別の長さにしてください</source>
        <translation>%1 would be a card&apos;s number and an item&apos;s. Give item_number_digits another count or 0 (items aren’t scanned), or card_lengths other lengths</translation>
    </message>
    <message>
        <source>「%1」という文言はありません</source>
        <translation>There is no text &quot;%1&quot;</translation>
    </message>
    <message>
        <source>「%1」という表はありません</source>
        <translation>There is no table &quot;%1&quot;</translation>
    </message>
    <message>
        <source>「%1」という規則はありません</source>
        <translation>There is no rule &quot;%1&quot;</translation>
    </message>
    <message>
        <source>「%1」と読み取られる資料番号は、もうある利用カードの番号と同じ長さです。item_number_digits を別の桁数(読まないなら 0)にしてください</source>
        <translation>An item’s number is scanned as %1, which has as many characters as cards that are there. Give item_number_digits another count or 0 (items aren’t scanned)</translation>
    </message>
    <message>
        <source>この列に使えるコードではありません(%1)</source>
        <translation>Not a valid code for this column (%1)</translation>
    </message>
    <message>
        <source>この図書館の利用カード番号ではありません(%1)。桁数、英字、表計算ソフトが消した先頭の 0 を確かめてください</source>
        <translation>Not a card number of this library (%1). Check its length, its letters, and zeros in front that a spreadsheet took away</translation>
    </message>
    <message>
        <source>この文言では %1 を使えません</source>
        <translation>This text can&apos;t have %1</translation>
    </message>
    <message>
        <source>この文言には %1 が必要です</source>
        <translation>This text must have %1</translation>
    </message>
    <message>
        <source>この種類の休館日の書き方として正しくありません(%1)</source>
        <translation>Not valid for this kind of closed day (%1)</translation>
    </message>
    <message>
        <source>この表にない列です</source>
        <translation>This table has no such column</translation>
    </message>
    <message>
        <source>この規則の値として正しくありません(%1)</source>
        <translation>Not a valid value for this rule (%1)</translation>
    </message>
    <message>
        <source>これらの列の値が互いに合いません</source>
        <translation>The values of these columns don&apos;t fit together</translation>
    </message>
    <message>
        <source>ほかに%1件あります。</source>
        <translation>And %1 more.</translation>
    </message>
    <message>
        <source>データベースの同じキーの行は、別のものです</source>
        <translation>The database has a different row with this key</translation>
    </message>
    <message>
        <source>パスワード票(%1)に入りきりません。短くしてください</source>
        <translation>The password slip (%1) has no room for it. Make it shorter</translation>
    </message>
    <message>
        <source>パスワード票に印刷できない文字があります(%1)</source>
        <translation>There are characters that the password slip can&apos;t print (%1)</translation>
    </message>
    <message>
        <source>ファイルを読めません</source>
        <translation>The file can&apos;t be read</translation>
    </message>
    <message>
        <source>値がありません</source>
        <translation>Value missing</translation>
    </message>
    <message>
        <source>列の名前の行がありません</source>
        <translation>The line with the column names is missing</translation>
    </message>
    <message>
        <source>列の数が違います(%1列のはずです)</source>
        <translation>Wrong number of columns (%1 expected)</translation>
    </message>
    <message>
        <source>参照先がありません(%1)</source>
        <translation>Refers to something that doesn&apos;t exist (%1)</translation>
    </message>
    <message>
        <source>同じキーの行が前にもあります(%1行目)</source>
        <translation>An earlier row has the same key (line %1)</translation>
    </message>
    <message>
        <source>同じ列が2度あります</source>
        <translation>The column appears twice</translation>
    </message>
    <message>
        <source>同じ表のファイルがもう一つあります(%1)</source>
        <translation>There is another file for the same table (%1)</translation>
    </message>
    <message>
        <source>同時に一つしかあってはならない行が、ほかにあります%1</source>
        <translation>There is another row where only one may be at a time%1</translation>
    </message>
    <message>
        <source>引用符「&quot;」の使い方が正しくないか、1つの欄が長すぎます</source>
        <translation>Quotes (&quot;) are used wrongly, or a field is too long</translation>
    </message>
    <message>
        <source>必要な列がありません</source>
        <translation>A required column is missing</translation>
    </message>
    <message>
        <source>改行などの使えない文字が入っています</source>
        <translation>Contains a character that can&apos;t be used, such as a line break</translation>
    </message>
    <message>
        <source>数が大きすぎるか小さすぎます(%1)</source>
        <translation>The number is too large or too small (%1)</translation>
    </message>
    <message>
        <source>整数ではありません(%1)</source>
        <translation>Not a whole number (%1)</translation>
    </message>
    <message>
        <source>文字だけで書いてください(%1)</source>
        <translation>Only plain text, please (%1)</translation>
    </message>
    <message>
        <source>文字コードがUTF-8ではありません(ファイルごとに、最初の1か所だけを示します)</source>
        <translation>The file is not UTF-8 (only the first place in each file is told)</translation>
    </message>
    <message>
        <source>新しい行には、この列が必要です</source>
        <translation>A new row needs this column</translation>
    </message>
    <message>
        <source>日付ではありません(%1)</source>
        <translation>Not a date (%1)</translation>
    </message>
    <message>
        <source>日時ではありません(%1)</source>
        <translation>Not a date and time (%1)</translation>
    </message>
    <message>
        <source>移動図書館ではない館です(%1)</source>
        <translation>Not a mobile library (%1)</translation>
    </message>
    <message>
        <source>職員ID「%1」のログインがサーバーにありません。madoguchi staff enable で作り直してください</source>
        <translation>The server has no login “%1”; make it anew with madoguchi staff enable</translation>
    </message>
    <message>
        <source>職員ID「%1」はありません</source>
        <translation>There is no staff ID “%1”</translation>
    </message>
    <message>
        <source>職員ID「%1」はもう使われています</source>
        <translation>The staff ID “%1” is taken</translation>
    </message>
    <message>
        <source>職員IDとして使えません(%1)</source>
        <translation>Can&apos;t be a staff ID (%1)</translation>
    </message>
    <message>
        <source>英字のある利用カード番号に検査数字(%1)は使えません。card_letters か card_check_digit を変えてください</source>
        <translation>card numbers with letters can&apos;t have a check digit (%1); change card_letters or card_check_digit</translation>
    </message>
    <message>
        <source>表計算ソフトが値を日付に変えています(%1)。テキストエディターで書き直すか、すべての列を文字列として開いて書き直してください</source>
        <translation>A spreadsheet made a date of the value (%1). Write it in a text editor, or open the file with every column as text and write it again</translation>
    </message>
    <message>
        <source>誤りが%1件あります。何も変更していません。</source>
        <translation>Faults found: %1. Nothing was changed.</translation>
    </message>
    <message>
        <source>長すぎます(%1文字まで)</source>
        <translation>Too long (at most %1 characters)</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>%1年度</source>
        <translation>Fiscal %1</translation>
    </message>
    <message>
        <source>10月</source>
        <translation>Oct</translation>
    </message>
    <message>
        <source>11月</source>
        <translation>Nov</translation>
    </message>
    <message>
        <source>12月</source>
        <translation>Dec</translation>
    </message>
    <message>
        <source>1月</source>
        <translation>Jan</translation>
    </message>
    <message>
        <source>2月</source>
        <translation>Feb</translation>
    </message>
    <message>
        <source>3月</source>
        <translation>Mar</translation>
    </message>
    <message>
        <source>4月</source>
        <translation>Apr</translation>
    </message>
    <message>
        <source>5月</source>
        <translation>May</translation>
    </message>
    <message>
        <source>6月</source>
        <translation>Jun</translation>
    </message>
    <message>
        <source>7月</source>
        <translation>Jul</translation>
    </message>
    <message>
        <source>8月</source>
        <translation>Aug</translation>
    </message>
    <message>
        <source>9月</source>
        <translation>Sep</translation>
    </message>
    <message>
        <source>CSV に保存</source>
        <translation>Save as CSV</translation>
    </message>
    <message>
        <source>「–」は、件数が少ないので出さない内訳です。「…」は、分からない件数です。</source>
        <translation>“–”: too few to be told by reason. “…”: not known.</translation>
    </message>
    <message>
        <source>その月の依頼のうち、承認した件数</source>
        <translation>of the month&apos;s requests, approved</translation>
    </message>
    <message>
        <source>その月の依頼のうち、承認しなかった件数</source>
        <translation>of the month&apos;s requests, refused</translation>
    </message>
    <message>
        <source>その月の依頼のうち、答えのないまま時間の過ぎた件数</source>
        <translation>of the month&apos;s requests, not answered in time</translation>
    </message>
    <message>
        <source>はじめて発行した件数</source>
        <translation>issued for the first time</translation>
    </message>
    <message>
        <source>まだ</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>カード紛失</source>
        <translation>Cards lost</translation>
    </message>
    <message>
        <source>ドキュメントに %1 を保存しました。</source>
        <translation>%1 was saved in Documents.</translation>
    </message>
    <message>
        <source>パスワードのロックを解除した件数</source>
        <translation>passwords unlocked</translation>
    </message>
    <message>
        <source>パスワード再発行</source>
        <translation>Passwords issued again</translation>
    </message>
    <message>
        <source>パスワード発行</source>
        <translation>Passwords issued</translation>
    </message>
    <message>
        <source>メールアドレス</source>
        <translation>E-mail addresses</translation>
    </message>
    <message>
        <source>レファレンス(窓口)</source>
        <translation>Reference (counter)</translation>
    </message>
    <message>
        <source>レファレンス(電話)</source>
        <translation>Reference (phone)</translation>
    </message>
    <message>
        <source>ロック解除</source>
        <translation>Passwords unlocked</translation>
    </message>
    <message>
        <source>不明</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>予約に戻した件数</source>
        <translation>cancelled holds restored</translation>
    </message>
    <message>
        <source>予約に戻す</source>
        <translation>Holds restored</translation>
    </message>
    <message>
        <source>予約変更</source>
        <translation>Holds changed</translation>
    </message>
    <message>
        <source>予約解除</source>
        <translation>Holds cancelled</translation>
    </message>
    <message>
        <source>代替カード</source>
        <translation>Cards replaced</translation>
    </message>
    <message>
        <source>代替カードを登録した件数</source>
        <translation>replacement cards registered</translation>
    </message>
    <message>
        <source>依頼の時間切れ</source>
        <translation>Approvals run out</translation>
    </message>
    <message>
        <source>依頼を承認</source>
        <translation>Approvals given</translation>
    </message>
    <message>
        <source>依頼を断った</source>
        <translation>Approvals refused</translation>
    </message>
    <message>
        <source>全館</source>
        <translation>All branches</translation>
    </message>
    <message>
        <source>利用者の照会</source>
        <translation>Patrons opened</translation>
    </message>
    <message>
        <source>利用者を開いた回数。記録の残る月だけ</source>
        <translation>how often patrons were opened; only months whose records are kept</translation>
    </message>
    <message>
        <source>前の年度</source>
        <translation>Year before</translation>
    </message>
    <message>
        <source>前年同期</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>変更した予約の件数。取置延長を含む</source>
        <translation>holds changed, and pick-up dates extended</translation>
    </message>
    <message>
        <source>少数</source>
        <translation>few</translation>
    </message>
    <message>
        <source>差</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>承認の依頼</source>
        <translation>Approvals asked</translation>
    </message>
    <message>
        <source>更新した資料の件数</source>
        <translation>items renewed</translation>
    </message>
    <message>
        <source>月末に続いている件数(登録館で数える)。年度は最後の月の件数</source>
        <translation>in force at the month&apos;s end, by the patron&apos;s branch; the year has its last month&apos;s</translation>
    </message>
    <message>
        <source>期限を延ばした件数。訂正だけなら含まない</source>
        <translation>renewed to a later date; not mere corrections</translation>
    </message>
    <message>
        <source>本人と確認できず</source>
        <translation>Callers not identified</translation>
    </message>
    <message>
        <source>次の年度</source>
        <translation>Next year</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>申し出</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>発行し直した件数</source>
        <translation>issued to patrons who had one</translation>
    </message>
    <message>
        <source>登録、変更、削除した件数</source>
        <translation>registered, changed or deleted</translation>
    </message>
    <message>
        <source>登録更新</source>
        <translation>Registrations renewed</translation>
    </message>
    <message>
        <source>確認できた回数</source>
        <translation>checks that fitted</translation>
    </message>
    <message>
        <source>窓口が依頼した件数</source>
        <translation>asked by clerks</translation>
    </message>
    <message>
        <source>窓口で受け付けた質問の件数</source>
        <translation>questions taken at the counter</translation>
    </message>
    <message>
        <source>紛失の届出の件数</source>
        <translation>reports of lost cards</translation>
    </message>
    <message>
        <source>統計</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>解除した予約の件数。窓口取消を含む</source>
        <translation>holds cancelled, or dropped by staff</translation>
    </message>
    <message>
        <source>解除した件数。代替カードの登録によるものを含む</source>
        <translation>lifted, those by replacement cards included</translation>
    </message>
    <message>
        <source>記録した申し出の件数</source>
        <translation>patrons&apos; reports recorded</translation>
    </message>
    <message>
        <source>記録した連絡の件数</source>
        <translation>contacts recorded</translation>
    </message>
    <message>
        <source>貸出更新</source>
        <translation>Loans renewed</translation>
    </message>
    <message>
        <source>貸出禁止</source>
        <translation>Suspensions set</translation>
    </message>
    <message>
        <source>貸出禁止(月末)</source>
        <translation>Suspended (month-end)</translation>
    </message>
    <message>
        <source>貸出禁止にした件数。紛失の届出によるものを含む</source>
        <translation>set, those by reports of lost cards included</translation>
    </message>
    <message>
        <source>貸出禁止の解除</source>
        <translation>Suspensions lifted</translation>
    </message>
    <message>
        <source>連絡</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>集計中</source>
        <translation>being counted</translation>
    </message>
    <message>
        <source>電話で受け付けた質問の件数</source>
        <translation>questions taken by phone</translation>
    </message>
    <message>
        <source>電話で確認できなかった回数</source>
        <translation>checks that didn&apos;t fit</translation>
    </message>
    <message>
        <source>電話の本人確認</source>
        <translation>Callers identified</translation>
    </message>
    <message>
        <source>項目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>館</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>館ごと</source>
        <translation>Branch by branch</translation>
    </message>
</context>
<context>
    <name>foot</name>
    <message>
        <source>%1へ</source>
        <translation>To %1</translation>
    </message>
    <message>
        <source>「%1」へ</source>
        <translation>To “%1”</translation>
    </message>
    <message>
        <source>この行でできることはありません</source>
        <translation>Nothing can be done on this row</translation>
    </message>
    <message>
        <source>ページの中へ</source>
        <translation>Into the page</translation>
    </message>
    <message>
        <source>ページを選ぶ</source>
        <translation>Choose a page</translation>
    </message>
    <message>
        <source>一覧を閉じる</source>
        <translation>Close the list</translation>
    </message>
    <message>
        <source>予約一覧を元に戻す</source>
        <translation>Show all holds</translation>
    </message>
    <message>
        <source>何もしません</source>
        <translation>does nothing here</translation>
    </message>
    <message>
        <source>入力を消す</source>
        <translation>Clear the field</translation>
    </message>
    <message>
        <source>利用者を探す</source>
        <translation>Find patrons</translation>
    </message>
    <message>
        <source>利用者を閉じる</source>
        <translation>Close the patron</translation>
    </message>
    <message>
        <source>利用者を開く</source>
        <translation>Open the patron</translation>
    </message>
    <message>
        <source>印を付ける、外す</source>
        <translation>Tick or untick</translation>
    </message>
    <message>
        <source>検索をやめる</source>
        <translation>Leave the search</translation>
    </message>
    <message>
        <source>次の「%1」</source>
        <translation>Next “%1”</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>選ぶ</source>
        <translation>Choose</translation>
    </message>
</context>
<context>
    <name>forms</name>
    <message>
        <source>%1文字目</source>
        <translation>Character %1</translation>
    </message>
    <message>
        <source>1979/4/1 か S54.4.1 のように、最後まで入力してください。</source>
        <translation>Type the whole date, as in 1979/4/1 or S54.4.1.</translation>
    </message>
    <message>
        <source>254文字を超えています。</source>
        <translation>It is longer than 254 characters.</translation>
    </message>
    <message>
        <source>Eメールの形式に誤りがあります。</source>
        <translation>The e-mail address is not valid.</translation>
    </message>
    <message>
        <source>Eメールを入力してください。</source>
        <translation>Enter the e-mail address.</translation>
    </message>
    <message>
        <source>「.」が続いています。</source>
        <translation>Two dots in a row.</translation>
    </message>
    <message>
        <source>「.」で始まっています。</source>
        <translation>It begins with a dot.</translation>
    </message>
    <message>
        <source>「=?」は使えません。</source>
        <translation>“=?” can&apos;t be used.</translation>
    </message>
    <message>
        <source>「@」がありません。</source>
        <translation>“@” is missing.</translation>
    </message>
    <message>
        <source>「@」の前が64文字を超えています。</source>
        <translation>More than 64 characters before “@”.</translation>
    </message>
    <message>
        <source>「@」の前に文字がありません。</source>
        <translation>Nothing before “@”.</translation>
    </message>
    <message>
        <source>「@」の後ろに「.」がありません。</source>
        <translation>No dot after “@”.</translation>
    </message>
    <message>
        <source>「@」の直前に「.」があります。</source>
        <translation>A dot right before “@”.</translation>
    </message>
    <message>
        <source>「@」は1つだけです。</source>
        <translation>There may be only one “@”.</translation>
    </message>
    <message>
        <source>お名前は%1文字までです。</source>
        <translation>The name can have at most %1 characters.</translation>
    </message>
    <message>
        <source>お名前を入力してください。</source>
        <translation>Enter the name.</translation>
    </message>
    <message>
        <source>カナは%1文字までです。</source>
        <translation>The kana can have at most %1 characters.</translation>
    </message>
    <message>
        <source>カナはカタカナかローマ字で入力してください。</source>
        <translation>Enter the kana in katakana or Latin letters.</translation>
    </message>
    <message>
        <source>カナを入力してください。</source>
        <translation>Enter the kana.</translation>
    </message>
    <message>
        <source>カナ氏名と電話番号の両方が必要です。</source>
        <translation>Both the name in kana and the phone number are needed.</translation>
    </message>
    <message>
        <source>カナ氏名は、ひらがなかカタカナで入力してください。</source>
        <translation>Type the name in hiragana or katakana.</translation>
    </message>
    <message>
        <source>二つの項目が合う必要があります。利用カード番号で開いたときは、番号も一つに数えます。</source>
        <translation>Two facts must match. If the patron was opened by card number, that counts as one.</translation>
    </message>
    <message>
        <source>住所は%1文字までです。</source>
        <translation>The address can have at most %1 characters.</translation>
    </message>
    <message>
        <source>住所を入力してください。</source>
        <translation>Enter the address.</translation>
    </message>
    <message>
        <source>使えない文字があります。</source>
        <translation>It contains a character that can&apos;t be used.</translation>
    </message>
    <message>
        <source>全角の文字か空白があります。</source>
        <translation>It contains full-width characters or spaces.</translation>
    </message>
    <message>
        <source>利用カード番号は、番号・氏名の欄(F2)に入力してください。</source>
        <translation>Type card numbers into the number-or-name field (F2).</translation>
    </message>
    <message>
        <source>氏名は2文字から探します。</source>
        <translation>Names are searched from two characters on.</translation>
    </message>
    <message>
        <source>生年月日か電話番号もうかがってください。番号とカナ氏名は、利用カードを拾った人にも分かります。</source>
        <translation>Ask for the date of birth or the phone number, too. Whoever found the card knows its number and name.</translation>
    </message>
    <message>
        <source>生年月日としては読めません。</source>
        <translation>This is not a date of birth.</translation>
    </message>
    <message>
        <source>生年月日は、1979/4/1 か 昭和54年4月1日 のように入力してください。</source>
        <translation>Type the date of birth as 1979/4/1 or 昭和54年4月1日.</translation>
    </message>
    <message>
        <source>続けて入力してください。</source>
        <translation>Keep typing.</translation>
    </message>
    <message>
        <source>質問内容は%1文字までです。</source>
        <translation>The question can have at most %1 characters.</translation>
    </message>
    <message>
        <source>質問内容を入力してください。</source>
        <translation>Enter the question.</translation>
    </message>
    <message>
        <source>通称は%1文字までです。</source>
        <translation>The alias can have at most %1 characters.</translation>
    </message>
    <message>
        <source>郵便番号は数字%1桁です。</source>
        <translation>A postal code has %1 digits.</translation>
    </message>
    <message>
        <source>郵便番号を入力してください。</source>
        <translation>Enter the postal code.</translation>
    </message>
    <message>
        <source>電話では本人確認ができない利用者です。利用カードを持って来館されるよう案内してください。</source>
        <translation>This patron can&apos;t be identified by phone. Ask the caller to come in with the library card.</translation>
    </message>
    <message>
        <source>電話番号の数字は10桁か11桁です。</source>
        <translation>A phone number has 10 or 11 digits.</translation>
    </message>
    <message>
        <source>電話番号は%1文字までです。</source>
        <translation>The phone number can have at most %1 characters.</translation>
    </message>
    <message>
        <source>電話番号は、市外局番から全部か、下4桁で探します。</source>
        <translation>Search by the whole phone number with its area code, or by its last four digits.</translation>
    </message>
    <message>
        <source>電話番号は、市外局番から数字で入力してください。</source>
        <translation>Type the phone number in digits, with its area code.</translation>
    </message>
    <message>
        <source>電話番号はハイフンを入れて%1文字までです。</source>
        <translation>The phone number can have at most %1 characters, including hyphens.</translation>
    </message>
    <message>
        <source>電話番号は数字とハイフンだけです。</source>
        <translation>A phone number has only digits and hyphens.</translation>
    </message>
</context>
<context>
    <name>hand_over</name>
    <message>
        <source>(今のまま)</source>
        <translation>(as it is)</translation>
    </message>
    <message>
        <source>メールアドレスの登録がありません</source>
        <translation>No e-mail address is registered</translation>
    </message>
    <message>
        <source>予約待ちではないため、受取館は変更できません</source>
        <translation>The pick-up branch can&apos;t be changed: the hold isn&apos;t waiting any more</translation>
    </message>
</context>
<context>
    <name>hints</name>
    <message>
        <source>押すと説明を表示します</source>
        <translation>Press to show the explanation</translation>
    </message>
    <message>
        <source>説明を表示しています</source>
        <translation>The explanation is shown</translation>
    </message>
</context>
<context>
    <name>holds</name>
    <message>
        <source>予約中の資料はありません。</source>
        <translation>No holds.</translation>
    </message>
    <message>
        <source>予約解除</source>
        <translation>Cancel hold</translation>
    </message>
    <message>
        <source>取置 %1件 / %2件</source>
        <translation>Ready %1 / %2</translation>
    </message>
    <message>
        <source>取置延長</source>
        <translation>Extend</translation>
    </message>
    <message>
        <source>棚</source>
        <translation>Shelf</translation>
    </message>
    <message>
        <source>窓口取消</source>
        <translation>Drop</translation>
    </message>
    <message>
        <source>連絡</source>
        <translation>Tell</translation>
    </message>
</context>
<context>
    <name>identity</name>
    <message>
        <source>1979/4/1・19790401・S54.4.1・昭和54年4月1日</source>
        <translation>1979/4/1, 19790401, S54.4.1, 昭和54年4月1日</translation>
    </message>
    <message>
        <source>ひらがな・半角でも、空白がなくても同じです。</source>
        <translation>Hiragana and half-width kana will do; the space doesn&apos;t matter.</translation>
    </message>
    <message>
        <source>カナ氏名</source>
        <translation>Name in kana</translation>
    </message>
    <message>
        <source>カード番号なしで本人確認</source>
        <translation>Identify without a card number</translation>
    </message>
    <message>
        <source>二つ以上をご本人に言っていただき、そのまま入力します。入力したすべてが合う人が一人だけのとき、その利用者を開きます。</source>
        <translation>Ask the caller for two or more of these and type what is said. The patron opens if everything fits exactly one person.</translation>
    </message>
    <message>
        <source>利用カード番号のほかに、一つ以上をご本人に言っていただき、そのまま入力します。</source>
        <translation>Besides the card number, ask the caller for at least one of these and type what is said.</translation>
    </message>
    <message>
        <source>市外局番から。「-」はあってもなくても同じです。</source>
        <translation>With the area code; hyphens don&apos;t matter.</translation>
    </message>
    <message>
        <source>本人確認</source>
        <translation>Identify the caller</translation>
    </message>
    <message>
        <source>生年月日</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>生年月日か電話番号をご本人に言っていただき、そのまま入力します。カナ氏名だけでは足りません。</source>
        <translation>Ask for the date of birth or the phone number, and type what is said. The name in kana isn&apos;t enough.</translation>
    </message>
    <message>
        <source>生年月日の登録がない利用者です。カナ氏名と電話番号の両方をご本人に言っていただき、そのまま入力します。</source>
        <translation>No date of birth is registered. Ask for both the name in kana and the phone number, and type what is said.</translation>
    </message>
    <message>
        <source>確認する</source>
        <translation>Identify</translation>
    </message>
    <message>
        <source>電話番号</source>
        <translation>Phone</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>1番目から%1番目のページを開き、そこで最初にできることに移る</source>
        <translation>Open pages 1 to %1, at the first thing to do there</translation>
    </message>
    <message>
        <source>Ctrl+上下の矢印</source>
        <translation>Ctrl+up, Ctrl+down</translation>
    </message>
    <message>
        <source>Ctrl+左右の矢印</source>
        <translation>Ctrl+Left, Ctrl+Right</translation>
    </message>
    <message>
        <source>いまの画面のヘルプを開く</source>
        <translation>Open the help for this screen</translation>
    </message>
    <message>
        <source>どの一覧にいても、番号の欄に入る</source>
        <translation>Go into the number field, whichever list has the keyboard</translation>
    </message>
    <message>
        <source>どの一覧にいても、番号・氏名の欄に入る</source>
        <translation>Go into the number-or-name field, whichever list has the keyboard</translation>
    </message>
    <message>
        <source>タイトルと、一覧の氏名を隠す、表示する</source>
        <translation>Mask titles and the names in lists, or show them</translation>
    </message>
    <message>
        <source>タイトルと質問、一覧の氏名を隠す、表示する</source>
        <translation>Mask titles, questions and the names in lists, or show them</translation>
    </message>
    <message>
        <source>タイトルと質問を隠す、表示する</source>
        <translation>Mask titles and questions, or show them</translation>
    </message>
    <message>
        <source>タイトルを隠す、表示する</source>
        <translation>Mask titles, or show them</translation>
    </message>
    <message>
        <source>ページの一覧に移る</source>
        <translation>Go to the list of pages</translation>
    </message>
    <message>
        <source>レファレンスの欄から、申し込む</source>
        <translation>From a field of a reference question, submit it</translation>
    </message>
    <message>
        <source>ロックする</source>
        <translation>Lock the desk</translation>
    </message>
    <message>
        <source>一覧では、同じ手続きのある次の行に移る。なければ次の行に移る。ページの一覧では、ページを選ぶ</source>
        <translation>In a list, go to the next row with the same act, or else to the next row; in the list of pages, choose a page</translation>
    </message>
    <message>
        <source>一覧では、枠の付いた手続きをする。行に枠が付いていれば、何もしない。ページの一覧からは、そのページの中に移る。たずねる画面では、枠の付いたボタンを押す。印や選ぶ欄からは、次の印かボタンに移る</source>
        <translation>In a list, do the act with the frame; nothing where the row has it. In the list of pages, go into the page. In a question, press the button with the frame, or go on from a tick or list</translation>
    </message>
    <message>
        <source>一覧の行を1行ずつ選ぶ</source>
        <translation>Go from row to row of a list</translation>
    </message>
    <message>
        <source>上下の矢印</source>
        <translation>Up, Down</translation>
    </message>
    <message>
        <source>予約一覧で、選んだ行の予約を変更する</source>
        <translation>In the list of holds, change the hold of the row</translation>
    </message>
    <message>
        <source>予約一覧で、選んだ行の予約を窓口で取り消す</source>
        <translation>In the list of holds, drop the hold of the row</translation>
    </message>
    <message>
        <source>予約一覧で、選んだ行の予約を解除する</source>
        <translation>In the list of holds, cancel the hold of the row</translation>
    </message>
    <message>
        <source>予約一覧で、選んだ行の予約を解除する、窓口で取り消す</source>
        <translation>In the list of holds, cancel the hold of the row, or drop it</translation>
    </message>
    <message>
        <source>予約一覧で、選んだ行の取置を延長する</source>
        <translation>In the list of holds, extend the pick-up date of the row</translation>
    </message>
    <message>
        <source>予約取消一覧で、選んだ行を予約に戻す</source>
        <translation>In the list of cancelled holds, restore the hold of the row</translation>
    </message>
    <message>
        <source>予約取消一覧で、選んだ行を確認済にする</source>
        <translation>In the list of cancelled holds, acknowledge the row</translation>
    </message>
    <message>
        <source>利用者を閉じて「自分の仕事」に移る。責任者の窓口では「今日の仕事」に移る</source>
        <translation>Close the patron and go to My work; at a supervisor&apos;s counter, to Today</translation>
    </message>
    <message>
        <source>利用者を閉じて「自分の仕事」に移る。責任者の窓口にはない</source>
        <translation>Close the patron and go to My work; supervisors don&apos;t have it</translation>
    </message>
    <message>
        <source>前の一覧に移る</source>
        <translation>Go to the list before</translation>
    </message>
    <message>
        <source>取置だけにした予約一覧を元に戻す。利用者を閉じる。たずねる画面では、何もせずに閉じる</source>
        <translation>Show all holds again; close the patron; leave a question without doing anything</translation>
    </message>
    <message>
        <source>左右の矢印</source>
        <translation>Left, Right</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Digits</translation>
    </message>
    <message>
        <source>枠の付いたボタンを押す、印を付ける。一覧の欄では、切れている文字を最後まで見せる</source>
        <translation>Press the button with the frame, set a tick; in a list, show in full what is cut off</translation>
    </message>
    <message>
        <source>次の一覧に移る</source>
        <translation>Go to the next list</translation>
    </message>
    <message>
        <source>次の欄やボタンに移る</source>
        <translation>Go to the next field or button</translation>
    </message>
    <message>
        <source>次の欄やボタンに移る。貸出一覧からは「まとめて更新」に移る</source>
        <translation>Go to the next field or button; from the loans to what renews several</translation>
    </message>
    <message>
        <source>画面を隠す、表示する</source>
        <translation>Hide or show the screen</translation>
    </message>
    <message>
        <source>番号の欄に移る</source>
        <translation>Go to the number field</translation>
    </message>
    <message>
        <source>番号・氏名の欄に移る</source>
        <translation>Go to the number-or-name field</translation>
    </message>
    <message>
        <source>窓口で、カードなしで探す</source>
        <translation>At the counter: find a patron without a card</translation>
    </message>
    <message>
        <source>窓口で、カードなしで探す。電話では、カード番号なしの本人確認を始める</source>
        <translation>At the counter: find a patron without a card. By phone: identify a caller without a card number</translation>
    </message>
    <message>
        <source>窓口で、パスワードを発行する、再発行する</source>
        <translation>At the counter, issue or reissue a password</translation>
    </message>
    <message>
        <source>窓口で、利用者を閉じて「操作の一覧」に移る。電話担当にはない</source>
        <translation>At the counter: close the patron and go to “Activity list”. Phone staff don&apos;t have it</translation>
    </message>
    <message>
        <source>窓口で、貸出・予約照会の一覧から、返却期限票を印刷する</source>
        <translation>At the counter, print the due-date slip from any list of loans or holds</translation>
    </message>
    <message>
        <source>窓口と電話を切り替える(利用者は閉じます)。電話担当にはない</source>
        <translation>Switch between counter and phone (closes the patron); not for phone staff</translation>
    </message>
    <message>
        <source>設定を開く</source>
        <translation>Open the settings</translation>
    </message>
    <message>
        <source>責任者の窓口で、利用者を閉じて「今日の仕事」に移る</source>
        <translation>At a supervisor&apos;s counter, close the patron and go to Today</translation>
    </message>
    <message>
        <source>貸出一覧で、まとめて更新する</source>
        <translation>In the list of loans, renew several</translation>
    </message>
    <message>
        <source>貸出一覧で、選んだ行を更新する</source>
        <translation>In the list of loans, renew the row</translation>
    </message>
    <message>
        <source>貸出禁止一覧で、解除できる行をすべて選ぶ</source>
        <translation>In the list of suspensions, select every row that is ready</translation>
    </message>
    <message>
        <source>選んだ行の手続きを選ぶ</source>
        <translation>Choose an act of the row</translation>
    </message>
    <message>
        <source>選んだ行の欄を1つずつ選ぶ</source>
        <translation>Go from cell to cell of the row</translation>
    </message>
    <message>
        <source>開いている利用者を読み直す</source>
        <translation>Refresh the open patron</translation>
    </message>
    <message>
        <source>電話で、カード番号なしの本人確認を始める</source>
        <translation>By phone: identify a caller without a card number</translation>
    </message>
</context>
<context>
    <name>lists</name>
    <message>
        <source>%1に表示するものはありません。</source>
        <translation>Nothing in %1.</translation>
    </message>
</context>
<context>
    <name>live</name>
    <message>
        <source>この内容は、ほかの操作で変わりました。閉じて、今の内容を確かめてください。</source>
        <translation>Somebody else has changed this. Close it and look at what it is now.</translation>
    </message>
    <message>
        <source>ほかの操作で%1が変わりました。</source>
        <translation>Somebody else has changed: %1.</translation>
    </message>
    <message>
        <source>ほかの窓口での変更が、数秒遅れて画面に出ます。操作はいつもどおりできます。</source>
        <translation>What other desks change is shown some seconds late. You can work as usual.</translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation>password</translation>
    </message>
    <message>
        <source>・</source>
        <translation>, </translation>
    </message>
    <message>
        <source>利用者の画面は %1 の内容です(%2分前)。</source>
        <translation>What you see of the patron is from %1 (%2 min ago).</translation>
    </message>
    <message>
        <source>利用者の画面は %1 の内容です。</source>
        <translation>What you see of the patron is from %1.</translation>
    </message>
    <message>
        <source>接続が切れたときの操作「%1」は済んでいました。</source>
        <translation>“%1”, which was under way when the connection was lost, did go through.</translation>
    </message>
    <message>
        <source>接続が切れたときの操作は行われていませんでした。必要なら、もう一度行ってください。</source>
        <translation>What was under way when the connection was lost did not go through. Do it again if it is still needed.</translation>
    </message>
    <message>
        <source>申し出</source>
        <translation>reports</translation>
    </message>
    <message>
        <source>登録</source>
        <translation>registration</translation>
    </message>
    <message>
        <source>貸出禁止</source>
        <translation>suspensions</translation>
    </message>
</context>
<context>
    <name>loans</name>
    <message>
        <source>まとめて更新</source>
        <translation>Renew several</translation>
    </message>
    <message>
        <source>借りている資料はありません。</source>
        <translation>No loans.</translation>
    </message>
    <message>
        <source>窓口で更新</source>
        <translation>Renew here</translation>
    </message>
</context>
<context>
    <name>lost_cards</name>
    <message>
        <source>ご本人から申し出を受けました</source>
        <translation>The patron reported it</translation>
    </message>
    <message>
        <source>カード紛失の届出</source>
        <translation>Report card lost</translation>
    </message>
    <message>
        <source>パスワードの利用も停止しました。再発行したカードで、新しいパスワードを発行します。</source>
        <translation>The password was disabled. A new one is issued with the replacement card.</translation>
    </message>
    <message>
        <source>パスワードの利用も停止する</source>
        <translation>Disable the password too</translation>
    </message>
    <message>
        <source>パスワードはそのまま使えます。「利用者のページ」では、貸出禁止中と表示されます。</source>
        <translation>The password still works. The patron page says 「貸出禁止中」.</translation>
    </message>
    <message>
        <source>今の利用カード</source>
        <translation>Present card</translation>
    </message>
    <message>
        <source>今の利用カードが破損している</source>
        <translation>The present card is damaged</translation>
    </message>
    <message>
        <source>付けなければ、解除しません。</source>
        <translation>Without them it isn&apos;t lifted.</translation>
    </message>
    <message>
        <source>代替カードの登録</source>
        <translation>Register replacement card</translation>
    </message>
    <message>
        <source>停止しなければ、パスワードはそのまま使えます。「利用者のページ」では、貸出禁止中と表示されます。</source>
        <translation>Unless you disable it, the password still works. The patron page says 「貸出禁止中」.</translation>
    </message>
    <message>
        <source>利用カードが見つかったときも、窓口か電話でお申し出ください。</source>
        <translation>If you find the card, please tell us at the counter or by phone.</translation>
    </message>
    <message>
        <source>利用カードは、図書館の窓口で再発行します。ご住所を確認できるものをお持ちください。</source>
        <translation>Your card can be replaced at any library counter. Please bring something that shows your address.</translation>
    </message>
    <message>
        <source>利用者にお伝えください</source>
        <translation>Please tell the patron</translation>
    </message>
    <message>
        <source>受け付けない</source>
        <translation>Don&apos;t report</translation>
    </message>
    <message>
        <source>受け付けると、この利用者はすぐに貸出禁止になります。</source>
        <translation>Borrowing stops at once for this patron.</translation>
    </message>
    <message>
        <source>届出を受け付けました</source>
        <translation>Loss reported</translation>
    </message>
    <message>
        <source>届出を受け付ける</source>
        <translation>Report lost</translation>
    </message>
    <message>
        <source>新しいカードの番号</source>
        <translation>New card number</translation>
    </message>
    <message>
        <source>新しいカードの番号を入力して Enter</source>
        <translation>Type the new card number and press Enter</translation>
    </message>
    <message>
        <source>新しい利用カード %1</source>
        <translation>New card %1</translation>
    </message>
    <message>
        <source>新しい利用カード(まだ読み取っていません)</source>
        <translation>New card (not scanned yet)</translation>
    </message>
    <message>
        <source>新しい利用カードを読み取りました</source>
        <translation>New card scanned</translation>
    </message>
    <message>
        <source>次の印をすべて付けると、①カード紛失の貸出禁止も一緒に解除します。</source>
        <translation>With every tick below, suspension ① for the lost card is lifted with it.</translation>
    </message>
    <message>
        <source>登録しない</source>
        <translation>Don&apos;t register</translation>
    </message>
    <message>
        <source>登録する</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>登録すると、今の利用カードはすぐに使えなくなります。</source>
        <translation>The old card stops working at once.</translation>
    </message>
    <message>
        <source>貸出禁止にしました。このカードでは借りられません。</source>
        <translation>Nothing can be borrowed with this card any more.</translation>
    </message>
    <message>
        <source>貸出禁止の了承を得ました</source>
        <translation>The patron agreed to the suspension</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>%1 に書き込めません。</source>
        <translation>Can&apos;t write to %1.</translation>
    </message>
    <message>
        <source>%1 はもうあります。上書きはしません。</source>
        <translation>%1 is there already. Nothing is overwritten.</translation>
    </message>
    <message>
        <source>%1 を読めません。</source>
        <translation>Can&apos;t read %1.</translation>
    </message>
    <message>
        <source>%1 を過ぎたら、もう一度サインインしてください。</source>
        <translation>Sign in again after %1.</translation>
    </message>
    <message>
        <source>%1 以降が必要です。システムの係に連絡してください。</source>
        <translation>It takes %1 or later. Tell system support.</translation>
    </message>
    <message>
        <source>%1、この日になります。</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1、ほかに%2件</source>
        <translation>%1, and %2 more</translation>
    </message>
    <message>
        <source>%1。</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1文字以上にしてください。</source>
        <translation>Use at least %1 characters.</translation>
    </message>
    <message>
        <source>%1点を更新、%2点はできません。</source>
        <translation>Renewed: %1. Could not be renewed: %2.</translation>
    </message>
    <message>
        <source>%1点を更新しました。</source>
        <translation>Renewed: %1.</translation>
    </message>
    <message>
        <source>%2点とも更新できません。</source>
        <translation>Could not be renewed: %2.</translation>
    </message>
    <message>
        <source>CREATE DATABASE の ENCODING &apos;UTF8&apos; TEMPLATE template0 で、別のデータベースを作ってください。</source>
        <translation>Make another database, by CREATE DATABASE with ENCODING &apos;UTF8&apos; TEMPLATE template0.</translation>
    </message>
    <message>
        <source>PostgreSQL %1 は古すぎます。</source>
        <translation>PostgreSQL %1 is too old.</translation>
    </message>
    <message>
        <source>PostgreSQL %1 以降にしてください。</source>
        <translation>Use PostgreSQL %1 or later.</translation>
    </message>
    <message>
        <source>PostgreSQL のデータベースは、まだほかの図書館システムと一緒には使えません。</source>
        <translation>A PostgreSQL database cannot be used with another library system yet.</translation>
    </message>
    <message>
        <source>library@example.jp か 図書館 &lt;library@example.jp&gt; のように書いて、起動し直してください。</source>
        <translation>Write it like library@example.jp or Library &lt;library@example.jp&gt;, and start again.</translation>
    </message>
    <message>
        <source>madoguchi db init を実行してください。</source>
        <translation>Run madoguchi db init.</translation>
    </message>
    <message>
        <source>madoguchi staff enable で作り直してから、madoguchi staff password でパスワードを決めてください。</source>
        <translation>Make it anew with madoguchi staff enable, then set its password with madoguchi staff password.</translation>
    </message>
    <message>
        <source>madoguchi staff enable で戻してから、もう一度行ってください。</source>
        <translation>Switch it on again with madoguchi staff enable, then try again.</translation>
    </message>
    <message>
        <source>… 読み取ったカード(%1)は、この操作が終わってから開きます</source>
        <translation>… the scanned card (%1) opens when this is finished</translation>
    </message>
    <message>
        <source>… 読み取ったカード(%1)は、入力を捨てると開きます</source>
        <translation>… the scanned card (%1) opens if you discard this</translation>
    </message>
    <message>
        <source>… 読み取ったカードは、この操作が終わってから開きます</source>
        <translation>… the scanned card opens when this is finished</translation>
    </message>
    <message>
        <source>「%1」は番号に使えません。</source>
        <translation>“%1” can&apos;t be part of a card number.</translation>
    </message>
    <message>
        <source>「%5」を解除しました。ほかの理由で貸出禁止が続いています。</source>
        <translation>“%5” was lifted. Borrowing is still suspended for another reason.</translation>
    </message>
    <message>
        <source>「ご用意できました」に戻しました。資料を取置棚に戻してください。</source>
        <translation>The hold is 「ご用意できました」 again. Put the item back on the hold shelf.</translation>
    </message>
    <message>
        <source>「メールアドレス登録確認のお知らせ」をもう一度送信待ちにしました。</source>
        <translation>The e-mail 「メールアドレス登録確認のお知らせ」 is waiting to be sent again.</translation>
    </message>
    <message>
        <source>『%1』の予約を取り消しました。</source>
        <translation>The hold of “%1” was cancelled.</translation>
    </message>
    <message>
        <source>『%1』の予約を変更しました(受取館 %3・連絡方法 %4)。</source>
        <translation>The hold of “%1” was changed (pick-up: %3; notice: %4).</translation>
    </message>
    <message>
        <source>『%1』の取置期限日を %2 に延長しました。</source>
        <translation>The pick-up date of “%1” was extended to %2.</translation>
    </message>
    <message>
        <source>『%1』の返却期限日を %2 に更新しました。</source>
        <translation>The due date of “%1” is now %2.</translation>
    </message>
    <message>
        <source>『%1』を「ご用意できました」に戻しました。資料を取置棚に戻してください。</source>
        <translation>The hold of “%1” is 「ご用意できました」 again. Put the item back on the hold shelf.</translation>
    </message>
    <message>
        <source>『%1』を予約一覧に戻しました。</source>
        <translation>“%1” is back in 「予約一覧」.</translation>
    </message>
    <message>
        <source>『%1』を予約取消一覧から削除しました。</source>
        <translation>“%1” was deleted from 「予約取消一覧」.</translation>
    </message>
    <message>
        <source>『%1』を予約待ちに戻しました。資料は確保されていません。</source>
        <translation>The hold of “%1” waits again. No copy is reserved for it.</translation>
    </message>
    <message>
        <source>あるフォルダーを指定してください。</source>
        <translation>Name a folder that there is.</translation>
    </message>
    <message>
        <source>このあと印刷されることがあります。プリンターを確かめてください。</source>
        <translation>It may still be printed. Check the printer.</translation>
    </message>
    <message>
        <source>このデータベースには利用者が登録されているため、ほかの図書館システムと一緒には使えません。</source>
        <translation>This database has patrons of its own, so it cannot be used with another library system.</translation>
    </message>
    <message>
        <source>このデータベースの文字コードは %1 で、使えません。</source>
        <translation>This database has the encoding %1, which can&apos;t be used.</translation>
    </message>
    <message>
        <source>このデータベースは空ではないため、新しく作れません。</source>
        <translation>This database is not empty, so no library can be created in it.</translation>
    </message>
    <message>
        <source>このパソコンにはプリンターがありません。</source>
        <translation>This computer has no printer.</translation>
    </message>
    <message>
        <source>このログインではできません。</source>
        <translation>This login may not do that.</translation>
    </message>
    <message>
        <source>このログインの接続の数が、上限に達しています。</source>
        <translation>This login has as many connections as it may have.</translation>
    </message>
    <message>
        <source>この利用者の登録はもうありません。</source>
        <translation>This patron is no longer registered.</translation>
    </message>
    <message>
        <source>この図書館の利用者は、別の図書館システムにあります。</source>
        <translation>This library&apos;s patrons are in another library system.</translation>
    </message>
    <message>
        <source>この担当、またはこの受付の方法ではできません。</source>
        <translation>This can&apos;t be done with your role or on this channel.</translation>
    </message>
    <message>
        <source>この番号の利用カードは、もう使われています。</source>
        <translation>A card with this number is already in use.</translation>
    </message>
    <message>
        <source>この番号の利用カードはありません。</source>
        <translation>There is no card with this number.</translation>
    </message>
    <message>
        <source>この端末に %1 がありません。</source>
        <translation>This computer has no %1.</translation>
    </message>
    <message>
        <source>この職員IDは停止されています。</source>
        <translation>This staff ID has been disabled.</translation>
    </message>
    <message>
        <source>ご本人と確認しました。</source>
        <translation>The caller is identified.</translation>
    </message>
    <message>
        <source>ご本人と確認できず、確認できる回数を使い切りました。</source>
        <translation>The caller could not be identified, and no tries are left.</translation>
    </message>
    <message>
        <source>ご本人と確認できませんでした。</source>
        <translation>The caller could not be identified.</translation>
    </message>
    <message>
        <source>そこでは壊れることがあります。この端末のディスクか PostgreSQL に移してください(docs/operations.md)。</source>
        <translation>It can be damaged there. Move it to a disk of this computer, or to PostgreSQL (docs/operations.md).</translation>
    </message>
    <message>
        <source>つながったら、もう一度保存してください。二重にはなりません。</source>
        <translation>Save again once there is a connection. Nothing is done twice.</translation>
    </message>
    <message>
        <source>つながりしだい確かめて、お知らせします。それまで繰り返さないでください。</source>
        <translation>You will be told as soon as the connection is back. Don&apos;t repeat it until then.</translation>
    </message>
    <message>
        <source>できません(%1)。</source>
        <translation>Not possible: %1.</translation>
    </message>
    <message>
        <source>ほかの操作で内容が変わったため、行われませんでした。</source>
        <translation>Somebody else changed it in the meantime, so nothing was done.</translation>
    </message>
    <message>
        <source>ほかの窓口で開館日が変わったため、保存していません。</source>
        <translation>Nothing was saved, as another desk changed these days.</translation>
    </message>
    <message>
        <source>ほかの職員がもう行っています。</source>
        <translation>Somebody else has already done it.</translation>
    </message>
    <message>
        <source>まだ使われていない利用カードを読み取ってください。</source>
        <translation>Scan a card that is not in use yet.</translation>
    </message>
    <message>
        <source>まだ確認していません。</source>
        <translation>Nothing has been checked yet.</translation>
    </message>
    <message>
        <source>もう一度お試しください。続くときは、この番号をシステムの係に伝えてください。</source>
        <translation>Try again. If it keeps happening, give the number to system support.</translation>
    </message>
    <message>
        <source>もう一度入力してください。</source>
        <translation>Type it again.</translation>
    </message>
    <message>
        <source>もう一度入力してください。あと%1回間違えるとロックされます。</source>
        <translation>Type it again. Wrong tries until it is locked: %1.</translation>
    </message>
    <message>
        <source>もう何も書き込みません。直前の操作は、行われていないことがあります。このプログラムを終了して、システムの係に連絡してください。</source>
        <translation>Nothing is written any more. The last thing you did may not be done. Close this program and tell system support.</translation>
    </message>
    <message>
        <source>カードを読み取りましたが、開いていません。サインインしてから、もう一度読み取ってください。</source>
        <translation>A card was scanned, but not opened. Sign in, then scan it again.</translation>
    </message>
    <message>
        <source>カード番号のチェックデジットが合いません。読み違いでないか、カードの番号を確かめてください。</source>
        <translation>The card number&apos;s check digit doesn&apos;t fit. Compare it with the card.</translation>
    </message>
    <message>
        <source>サインインし直してください。</source>
        <translation>Please sign in again.</translation>
    </message>
    <message>
        <source>サインインし直してください。続くときは、責任者に連絡してください。</source>
        <translation>Sign in again. If it keeps happening, tell a supervisor.</translation>
    </message>
    <message>
        <source>サーバーが本物か確かめられません(%1)。</source>
        <translation>The server could not be verified (%1).</translation>
    </message>
    <message>
        <source>サーバーに、職員ID「%1」のログインがありません。</source>
        <translation>The server has no login for the staff ID &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>サーバーの名前と、設定の [ils] views の ssl_ca の証明書を確かめてください。</source>
        <translation>Check the server’s name, and the certificate of ssl_ca in the setting [ils] views.</translation>
    </message>
    <message>
        <source>サーバーの名前と、設定の ca_file の証明書を確かめてください。</source>
        <translation>Check the server&apos;s name and the certificate of ca_file in the settings.</translation>
    </message>
    <message>
        <source>サーバーの時計を確かめてください。正しいときは madoguchi worker --clock-is-right で始めます。</source>
        <translation>Check the server&apos;s clock. If it is right, start with madoguchi worker --clock-is-right.</translation>
    </message>
    <message>
        <source>システムの係に連絡してください。</source>
        <translation>Contact system support.</translation>
    </message>
    <message>
        <source>システムの係に連絡してください。madoguchi contract check で、合わない箇所が分かります。</source>
        <translation>Contact system support. madoguchi contract check names the places that don&apos;t fit.</translation>
    </message>
    <message>
        <source>システムの係に連絡してください。madoguchi ils password で登録できます。</source>
        <translation>Tell the person who looks after the system. It is stored with: madoguchi ils password</translation>
    </message>
    <message>
        <source>システムの係に連絡してください。パスワードは madoguchi ils password で登録し直せます。</source>
        <translation>Tell the person who looks after the system. The password is stored anew with: madoguchi ils password</translation>
    </message>
    <message>
        <source>システムの更新で変わったのかもしれません。システムの係に、ビューを作り直すよう連絡してください。</source>
        <translation>An upgrade may have changed them. Tell system support to make the views anew.</translation>
    </message>
    <message>
        <source>ディスクがいっぱいで、%1 に書き込めません。</source>
        <translation>The disk is full: %1 can&apos;t be written.</translation>
    </message>
    <message>
        <source>データベース(版 %1)が、このプログラム(版 %2)より古いままです。</source>
        <translation>The database (version %1) is older than this program (version %2).</translation>
    </message>
    <message>
        <source>データベース(版 %1)が、このプログラム(版 %2)より新しくなっています。</source>
        <translation>The database (version %1) is newer than this program (version %2).</translation>
    </message>
    <message>
        <source>データベースがまだ用意されていません。</source>
        <translation>The database has not been set up yet.</translation>
    </message>
    <message>
        <source>データベースに、このプログラムのものでない表・トリガー・ビューがあります: %1。</source>
        <translation>The database has tables, triggers or views that aren&apos;t this program&apos;s: %1.</translation>
    </message>
    <message>
        <source>データベースに、参照先のない行が%1件あります(表 %2 など)。</source>
        <translation>Rows of the database that refer to rows that aren&apos;t there: %1 (table %2 and perhaps others).</translation>
    </message>
    <message>
        <source>データベースのファイルが、使っている間に別のものに入れ替わりました。</source>
        <translation>The database file was replaced by another one while it was in use.</translation>
    </message>
    <message>
        <source>データベースのファイルが壊れています。または、データベースではありません。</source>
        <translation>The database file is damaged, or is no database.</translation>
    </message>
    <message>
        <source>データベースのファイルと、その横の書き込みの記録(-wal)が、別々のものです。</source>
        <translation>The database file and the write-ahead log beside it (-wal) don&apos;t belong together.</translation>
    </message>
    <message>
        <source>データベースのファイルは、ほかで開かれています。</source>
        <translation>Another program has the database file open.</translation>
    </message>
    <message>
        <source>データベースの場所に、ログイン名かパスワードが書かれています。</source>
        <translation>The database address contains a login name or a password.</translation>
    </message>
    <message>
        <source>データベースの場所の書き方が正しくありません。</source>
        <translation>The database address is not valid.</translation>
    </message>
    <message>
        <source>データベースの時計は %1 ですが、いちばん新しい記録は %2 です。</source>
        <translation>The database&apos;s clock says %1, but the newest record is of %2.</translation>
    </message>
    <message>
        <source>データベースの表が、このプログラムのものと%1か所で違います。</source>
        <translation>Places in which the tables of the database differ from this program’s: %1.</translation>
    </message>
    <message>
        <source>パスワードが短すぎます。</source>
        <translation>The password is too short.</translation>
    </message>
    <message>
        <source>パスワードが違います。</source>
        <translation>The password is wrong.</translation>
    </message>
    <message>
        <source>パスワードのロックを解除しました。</source>
        <translation>The password was unlocked.</translation>
    </message>
    <message>
        <source>パスワードの利用を停止しました。</source>
        <translation>The password was disabled.</translation>
    </message>
    <message>
        <source>パスワードはファイルには書きません。キーリングを使えるようにしてから、もう一度行ってください。</source>
        <translation>It is never written into a file. Set a keyring up, then try again.</translation>
    </message>
    <message>
        <source>パスワードは変更したばかりです。</source>
        <translation>The password was changed just now.</translation>
    </message>
    <message>
        <source>パスワードは変更していません。</source>
        <translation>The password was not changed.</translation>
    </message>
    <message>
        <source>パスワードを再発行しました。</source>
        <translation>The password was reissued.</translation>
    </message>
    <message>
        <source>パスワードを安全にしまう場所(キーリング)を、この端末で使えません。</source>
        <translation>This computer has no keyring that could keep the password.</translation>
    </message>
    <message>
        <source>パスワードを発行しました。</source>
        <translation>The password was issued.</translation>
    </message>
    <message>
        <source>ファイルのデータベース(sqlite:///)を指定してください。</source>
        <translation>Name a database in a file (sqlite:///).</translation>
    </message>
    <message>
        <source>フォルダー %1 がありません。</source>
        <translation>There is no folder %1.</translation>
    </message>
    <message>
        <source>フォルダー %1 に、読み込める表のファイルがありません。</source>
        <translation>The folder %1 has no table file to import.</translation>
    </message>
    <message>
        <source>フォルダー %1 は空ではありません。上書きはしません。</source>
        <translation>The folder %1 is not empty. Nothing is overwritten.</translation>
    </message>
    <message>
        <source>フォルダーの書き込みの許可を確かめてください。</source>
        <translation>Check the folder&apos;s write permission.</translation>
    </message>
    <message>
        <source>プリンター「%1」が停止しています。</source>
        <translation>The printer “%1” is stopped.</translation>
    </message>
    <message>
        <source>プリンター「%1」が別のものに変わっています。</source>
        <translation>The printer “%1” has been replaced by another one.</translation>
    </message>
    <message>
        <source>プリンター「%1」が異常を知らせています。</source>
        <translation>The printer “%1” reports a fault.</translation>
    </message>
    <message>
        <source>プリンター「%1」が見つかりません。</source>
        <translation>There is no printer “%1”.</translation>
    </message>
    <message>
        <source>プリンター「%1」の印刷を取り消せませんでした。</source>
        <translation>What was sent to the printer “%1” couldn&apos;t be stopped.</translation>
    </message>
    <message>
        <source>プリンター「%1」は、用紙「%2」に印刷できません。</source>
        <translation>The printer “%1” doesn&apos;t print on the paper “%2”.</translation>
    </message>
    <message>
        <source>プリンター「%1」は印刷しませんでした。取り消されたか、受け付けられなかったかです。</source>
        <translation>The printer “%1” didn&apos;t print it: it was stopped or not accepted.</translation>
    </message>
    <message>
        <source>プリンター「%1」は紙に印刷せず、ファイルやファクスにします。</source>
        <translation>The printer “%1” makes a file or a fax and prints nothing on paper.</translation>
    </message>
    <message>
        <source>プリンターにこの用紙を登録するか、別のプリンターか用紙を選んでください。</source>
        <translation>Add this paper to the printer, or choose another printer or paper.</translation>
    </message>
    <message>
        <source>プリンターの状態を確かめて、もう一度印刷してください。</source>
        <translation>Check the printer, then print again.</translation>
    </message>
    <message>
        <source>プリンターをつなぐか、画面でお見せください。</source>
        <translation>Connect a printer, or show it on the screen.</translation>
    </message>
    <message>
        <source>プリンターを再開して、もう一度印刷してください。</source>
        <translation>Resume the printer, then print again.</translation>
    </message>
    <message>
        <source>プログラムを終わらせて、もう一度開いてください。</source>
        <translation>Close the program and open it again.</translation>
    </message>
    <message>
        <source>メールアドレスを削除しました。</source>
        <translation>The e-mail address was deleted.</translation>
    </message>
    <message>
        <source>リンクではないファイルを置いてもらうよう、システムの係に連絡してください。</source>
        <translation>Ask system support to put a file there instead of a link.</translation>
    </message>
    <message>
        <source>ロックしたとき入力の途中だったものは、保存せずに消しました。</source>
        <translation>What was half typed when the desk locked was discarded.</translation>
    </message>
    <message>
        <source>ロックしたとき開くのを待っていたカードは、開いていません。もう一度読み取ってください。</source>
        <translation>The card that was waiting when the desk locked was not opened. Scan it again.</translation>
    </message>
    <message>
        <source>ロック中のパスワード票は、渡していないものとして閉じました。印刷した紙があれば捨て、再発行してください。</source>
        <translation>The password slip behind the lock was closed as not handed over. Destroy a printed one, and reissue the password.</translation>
    </message>
    <message>
        <source>・</source>
        <translation>, </translation>
    </message>
    <message>
        <source>一つの理由を解除しました。ほかの理由で貸出禁止が続いています。</source>
        <translation>One reason was lifted. Borrowing is still suspended for another.</translation>
    </message>
    <message>
        <source>予期しない不具合が起きました(番号 %1)。</source>
        <translation>Something unexpected went wrong (number %1).</translation>
    </message>
    <message>
        <source>予約の状況が「%1」に変わったため、行われませんでした。</source>
        <translation>The hold is now 「%1」, so nothing was done.</translation>
    </message>
    <message>
        <source>予約を変更しました(受取館 %3・連絡方法 %4)。</source>
        <translation>The hold was changed (pick-up: %3; notice: %4).</translation>
    </message>
    <message>
        <source>予約を変更しました。</source>
        <translation>The hold was changed.</translation>
    </message>
    <message>
        <source>予約一覧に戻しました。</source>
        <translation>The hold is back in 「予約一覧」.</translation>
    </message>
    <message>
        <source>予約取消一覧から削除しました。</source>
        <translation>It was deleted from 「予約取消一覧」.</translation>
    </message>
    <message>
        <source>予約待ちに戻しました。資料は確保されていません。</source>
        <translation>The hold waits again. No copy is reserved for it.</translation>
    </message>
    <message>
        <source>今の内容を確かめて、必要ならもう一度行ってください。</source>
        <translation>Look at it again, and repeat it if needed.</translation>
    </message>
    <message>
        <source>今の状態を画面で確かめてください。</source>
        <translation>Check the current status on the screen.</translation>
    </message>
    <message>
        <source>今の状況を利用者に伝え、必要なら職員欄から行ってください。</source>
        <translation>Tell the patron, and use the staff column if needed.</translation>
    </message>
    <message>
        <source>今の開館日を出しました。選んだ変更は残っています。確かめて、もう一度保存してください。</source>
        <translation>You see the days as they are now; what you chose is still there. Look, and save again.</translation>
    </message>
    <message>
        <source>今回は変更していません。1分待って、もう一度行ってください。</source>
        <translation>It was not changed again. Wait a minute, and try again.</translation>
    </message>
    <message>
        <source>代替カードを登録し、①カード紛失の貸出禁止を解除しました。前のカードは使えません。</source>
        <translation>Replacement card registered, and suspension ① lifted. The old card no longer works.</translation>
    </message>
    <message>
        <source>代替カードを登録しました。前のカードは使えません。</source>
        <translation>The replacement card was registered. The old card no longer works.</translation>
    </message>
    <message>
        <source>何も変わっていません。それでも戻すときは --altered-records を付けてください。</source>
        <translation>Nothing was changed. To restore it all the same, add --altered-records.</translation>
    </message>
    <message>
        <source>何も変わっていません。プログラムを新しくしてください。</source>
        <translation>Nothing was changed. Install the newer program.</translation>
    </message>
    <message>
        <source>何も変わっていません。別の控えを使ってください。</source>
        <translation>Nothing was changed. Use another backup.</translation>
    </message>
    <message>
        <source>何も変わっていません。控えの写しから取り除いて、もう一度実行してください(docs/operations.md)。</source>
        <translation>Nothing was changed. Take them out of a copy of the backup, and try again (docs/operations.md).</translation>
    </message>
    <message>
        <source>何も行われません。プログラムを終了し、新しいものにして、もう一度始めてください。</source>
        <translation>Nothing is done. End the program, install the new one, and start again.</translation>
    </message>
    <message>
        <source>何も行われません。管理者が、このプログラムで madoguchi db upgrade を実行してください。</source>
        <translation>Nothing is done. An administrator runs madoguchi db upgrade with this program.</translation>
    </message>
    <message>
        <source>入力に誤りがあります。</source>
        <translation>Something you typed is not valid.</translation>
    </message>
    <message>
        <source>入力を続けます。読み取ったカードは開いていません。</source>
        <translation>Carry on. The scanned card was not opened.</translation>
    </message>
    <message>
        <source>再接続しました。</source>
        <translation>Connected again.</translation>
    </message>
    <message>
        <source>再発行前のカードです。</source>
        <translation>This card was replaced.</translation>
    </message>
    <message>
        <source>別の職員IDにしてください。</source>
        <translation>Use another staff ID.</translation>
    </message>
    <message>
        <source>利用カードではない番号を読み取ったため、利用者を閉じました。</source>
        <translation>What was scanned is no card number, so the patron was closed.</translation>
    </message>
    <message>
        <source>利用カードの紛失の届出を受け付け、貸出禁止にしました。</source>
        <translation>The loss was recorded and borrowing stopped.</translation>
    </message>
    <message>
        <source>利用カードを読み取ってください。</source>
        <translation>Scan the card.</translation>
    </message>
    <message>
        <source>利用カードを読み取り直してください。</source>
        <translation>Scan the card again.</translation>
    </message>
    <message>
        <source>利用者のいないデータベースを指定してください。</source>
        <translation>Name a database without patrons.</translation>
    </message>
    <message>
        <source>利用者を閉じたため、更新は途中までです。利用者を開き、貸出一覧で返却期限日を確かめてください。</source>
        <translation>The patron was closed before every loan was renewed. Open the patron and check the due dates in the list of loans.</translation>
    </message>
    <message>
        <source>利用者を閉じました。</source>
        <translation>The patron was closed.</translation>
    </message>
    <message>
        <source>前の操作がまだ終わっていないため、行われませんでした。</source>
        <translation>Nothing was done: the act before it is still under way.</translation>
    </message>
    <message>
        <source>前回、正しく終了しませんでした(番号 %1)。</source>
        <translation>The program did not close properly last time (number %1).</translation>
    </message>
    <message>
        <source>取置期限日を %2 に延長しました。</source>
        <translation>The pick-up date was extended to %2.</translation>
    </message>
    <message>
        <source>取置期限日を延長しました。</source>
        <translation>The pick-up date was extended.</translation>
    </message>
    <message>
        <source>同じカードを続けて読み取りました。開いたままです。</source>
        <translation>The same card was scanned again. It is already open.</translation>
    </message>
    <message>
        <source>同じカードを続けて読み取りました。開くのは一度だけです。</source>
        <translation>The same card was scanned again. It will open only once.</translation>
    </message>
    <message>
        <source>同じメールアドレスのため、変更していません。お知らせメールも送信しません。</source>
        <translation>It is the same address: nothing was changed, and no e-mail is sent.</translation>
    </message>
    <message>
        <source>同じログインで開いているほかの窓口を閉じて、もう一度お試しください。心当たりがなければ、すぐにシステムの係に連絡してください。</source>
        <translation>Close the other desks that are open under it and try again. If they aren&apos;t yours, tell system support at once.</translation>
    </message>
    <message>
        <source>同じ内容のため、予約を変更していません。</source>
        <translation>Nothing differs, so the hold was not changed.</translation>
    </message>
    <message>
        <source>図書館のシステムから、この窓口の画面にあるものの一部が読み取れなくなりました。</source>
        <translation>The library&apos;s system no longer hands over all that this desk shows.</translation>
    </message>
    <message>
        <source>図書館のシステムから届いた内容が取り決めに合わないため、表示しません。</source>
        <translation>What came from the library&apos;s system isn&apos;t as agreed, so it isn&apos;t shown.</translation>
    </message>
    <message>
        <source>図書館のシステムが、この端末の読み取り用のログインを受け付けません。</source>
        <translation>The library system does not accept the login with which this computer reads it.</translation>
    </message>
    <message>
        <source>図書館のシステムが、読み取りを途中で打ち切りました。</source>
        <translation>The library&apos;s system broke the reading off.</translation>
    </message>
    <message>
        <source>図書館のシステムがこのログインを受け付けません。</source>
        <translation>The library&apos;s system doesn&apos;t accept this login.</translation>
    </message>
    <message>
        <source>図書館のシステムが書き込みを受け付けません。閲覧の記録も書けないため、開けません。</source>
        <translation>The library&apos;s system can&apos;t be written to. Opening a patron is logged, so no patron can be opened.</translation>
    </message>
    <message>
        <source>図書館のシステムが混み合っています。</source>
        <translation>The library&apos;s system is busy.</translation>
    </message>
    <message>
        <source>図書館のシステムに、読むためのビューか列がありません(%1)。</source>
        <translation>The library&apos;s system lacks views or columns for reading it (%1).</translation>
    </message>
    <message>
        <source>図書館のシステムにつながりません。</source>
        <translation>The library&apos;s system can&apos;t be reached.</translation>
    </message>
    <message>
        <source>図書館のシステムに入れられない文字が入っています。</source>
        <translation>It contains a character that the library&apos;s system can&apos;t keep.</translation>
    </message>
    <message>
        <source>図書館のシステムの、読むためのビューを読めません。</source>
        <translation>The views for reading the library&apos;s system can&apos;t be read.</translation>
    </message>
    <message>
        <source>図書館のシステムのサーバー(%1)は使えません。</source>
        <translation>The server of the library&apos;s system (%1) can&apos;t be used.</translation>
    </message>
    <message>
        <source>図書館のシステムのサーバーが本物か確かめられないため、つなぎませんでした。</source>
        <translation>The server of the library&apos;s system could not be verified, so no connection was made.</translation>
    </message>
    <message>
        <source>図書館のシステムのディスクに空きがありません。</source>
        <translation>The library&apos;s system has no room left on its disk.</translation>
    </message>
    <message>
        <source>図書館のシステムの答えが、時間内に届きませんでした。</source>
        <translation>The library&apos;s system didn&apos;t answer in time.</translation>
    </message>
    <message>
        <source>図書館のシステムは、このログインか、このパソコンからの接続を認めていません。</source>
        <translation>The library&apos;s system doesn&apos;t allow connections with this login or from this computer.</translation>
    </message>
    <message>
        <source>図書館のファイルが、共有フォルダーかネットワークのドライブ(%1)にあります。</source>
        <translation>The library&apos;s file is in a shared folder or on a network drive (%1).</translation>
    </message>
    <message>
        <source>図書館システムの場所(設定の [ils] views)に、パスワードが書かれています。</source>
        <translation>The library system’s address ([ils] views in the settings) contains a password.</translation>
    </message>
    <message>
        <source>図書館システムの場所(設定の [ils] views)の書き方が正しくありません。</source>
        <translation>The library system’s address ([ils] views in the settings) is not valid.</translation>
    </message>
    <message>
        <source>図書館システムを読むためのパスワードが、この端末に登録されていません。</source>
        <translation>The password for reading the library system is not stored on this computer.</translation>
    </message>
    <message>
        <source>場所と書き込みの許可を確かめてください。</source>
        <translation>Check the location and the write permission.</translation>
    </message>
    <message>
        <source>場所と読み取りの許可を確かめてください。</source>
        <translation>Check the location and the read permission.</translation>
    </message>
    <message>
        <source>壊さないため開きませんでした。どちらも消さずに、システムの係に連絡してください。</source>
        <translation>It was not opened, so that nothing is destroyed. Delete neither, and contact system support.</translation>
    </message>
    <message>
        <source>所有者は %1 です。</source>
        <translation>Their owner is %1.</translation>
    </message>
    <message>
        <source>所有者を管理者にしてもらうよう、システムの係に連絡してください。</source>
        <translation>Ask system support to make the administrators their owner.</translation>
    </message>
    <message>
        <source>承認しました。窓口で行われたら、ここに出ます。</source>
        <translation>Approved. It shows here once it is done at the desk.</translation>
    </message>
    <message>
        <source>承認しませんでした。窓口の画面に理由が出ます。</source>
        <translation>Not approved. The desk&apos;s screen shows the reason.</translation>
    </message>
    <message>
        <source>押したときの行が一覧にないため、何もしていません。</source>
        <translation>The row on which the letter was pressed is no longer in the list. Nothing was done.</translation>
    </message>
    <message>
        <source>担当できる職員に引き継いでください。</source>
        <translation>Hand over to somebody who can do it.</translation>
    </message>
    <message>
        <source>接続が切れ、保存されたかどうか確かめられません。</source>
        <translation>The connection broke; whether it was saved isn&apos;t known.</translation>
    </message>
    <message>
        <source>接続が切れ、操作が済んだかどうか確かめられません。</source>
        <translation>The connection was lost, and it is not known whether this went through.</translation>
    </message>
    <message>
        <source>控え %1 に、このプログラムのものでない表・トリガー・ビューがあります: %2。</source>
        <translation>Backup %1 has tables, triggers or views that aren&apos;t this program&apos;s: %2.</translation>
    </message>
    <message>
        <source>控え %1 に、参照先のない行があります。</source>
        <translation>Backup %1 has rows that refer to rows that aren&apos;t there.</translation>
    </message>
    <message>
        <source>控え %1 の操作記録は、書き換えられているか欠けています。</source>
        <translation>The records of acts in backup %1 were altered, or some are missing.</translation>
    </message>
    <message>
        <source>控え %1 は、Madoguchi の図書館ではありません。</source>
        <translation>Backup %1 is no Madoguchi library.</translation>
    </message>
    <message>
        <source>控え %1 は、もっと新しいプログラムのものです。</source>
        <translation>Backup %1 belongs to a newer program.</translation>
    </message>
    <message>
        <source>控え %1 は壊れています。または、データベースではありません。</source>
        <translation>Backup %1 is damaged, or is no database.</translation>
    </message>
    <message>
        <source>操作の一覧の%1件を %2 に保存しました。</source>
        <translation>The activity list was saved to %2 (rows: %1).</translation>
    </message>
    <message>
        <source>操作は行われていません。少し待って、もう一度お試しください。</source>
        <translation>Nothing was done. Wait a little and try again.</translation>
    </message>
    <message>
        <source>数字がありません。</source>
        <translation>It has no digit.</translation>
    </message>
    <message>
        <source>新しいファイルの名前を指定してください。</source>
        <translation>Name a new file.</translation>
    </message>
    <message>
        <source>新しい利用カードを読み取ってください。</source>
        <translation>Scan the new card.</translation>
    </message>
    <message>
        <source>日付が変わり、過ぎた日があるため、保存していません。</source>
        <translation>Nothing was saved, as a new day has begun and a day you chose is over.</translation>
    </message>
    <message>
        <source>更新期限日も登録の内容も変わらないため、何も変更していません。</source>
        <translation>Neither the expiry date nor the details would change, so nothing was done.</translation>
    </message>
    <message>
        <source>最後の操作(%1 %2、カード%3)を確かめてください。続くときは、番号をシステムの係に伝えてください。</source>
        <translation>Check the last thing done here (%1 %2, card %3). If it keeps happening, give the number to system support.</translation>
    </message>
    <message>
        <source>最後の操作を確かめてください。続くときは、番号をシステムの係に伝えてください。</source>
        <translation>Check the last thing you did. If it keeps happening, give the number to system support.</translation>
    </message>
    <message>
        <source>本人確認の時間が切れたため、入力の途中だったものは、保存せずに消しました。</source>
        <translation>The time of the identity check is over: unfinished input was dropped without being saved.</translation>
    </message>
    <message>
        <source>本人確認の時間が切れました。続けるには、もう一度ご本人と確認してください。</source>
        <translation>The time of the identity check is over. To go on, identify the caller again.</translation>
    </message>
    <message>
        <source>次に確認できるのは %1 からです。お急ぎなら、ほかの職員に引き継いでください。</source>
        <translation>The next check is possible from %1. If it is urgent, hand the call to a colleague.</translation>
    </message>
    <message>
        <source>次に確認できるのは %1 からです。お急ぎなら、利用カードを持って来館されるよう案内してください。</source>
        <translation>The next check is possible from %1. If it is urgent, ask the caller to come with the card.</translation>
    </message>
    <message>
        <source>次に開けるのは %1 からです。操作だけの一覧は、いまも開けます。</source>
        <translation>They can be listed again from %1. Lists without looks open now as well.</translation>
    </message>
    <message>
        <source>氏名を入力してください。</source>
        <translation>Enter the name.</translation>
    </message>
    <message>
        <source>照会の記録を続けて開いたため、いまは開けません。</source>
        <translation>Looks were listed too often to list them now.</translation>
    </message>
    <message>
        <source>用紙切れや紙詰まりを直して、もう一度印刷してください。</source>
        <translation>Add paper or clear the jam, then print again.</translation>
    </message>
    <message>
        <source>申し出「%5」を対応済にしました。</source>
        <translation>The report “%5” was settled.</translation>
    </message>
    <message>
        <source>申し出「%5」を記録しました。責任者が対応します。</source>
        <translation>The report “%5” was recorded. A supervisor will deal with it.</translation>
    </message>
    <message>
        <source>申し出を対応済にしました。</source>
        <translation>The report was settled.</translation>
    </message>
    <message>
        <source>申し出を記録しました。責任者が対応します。</source>
        <translation>The report was recorded. A supervisor will deal with it.</translation>
    </message>
    <message>
        <source>番号が「-」で始まるか終わっています。</source>
        <translation>The number begins or ends with “-”.</translation>
    </message>
    <message>
        <source>番号が入っていません。</source>
        <translation>No number was entered.</translation>
    </message>
    <message>
        <source>番号を確かめて、もう一度読み取ってください。</source>
        <translation>Check the number, then scan again.</translation>
    </message>
    <message>
        <source>登録の内容を訂正しました。更新期限日は変わりません。</source>
        <translation>The registration was corrected. The expiry date stays the same.</translation>
    </message>
    <message>
        <source>登録や取り込みは、そのシステムで行ってください。</source>
        <translation>Register and import them there.</translation>
    </message>
    <message>
        <source>登録を更新しました。</source>
        <translation>The registration was renewed.</translation>
    </message>
    <message>
        <source>登録を更新しました。更新期限日は %2 です。</source>
        <translation>The registration was renewed. It expires on %2.</translation>
    </message>
    <message>
        <source>確認したパスワードではログインできません。</source>
        <translation>The password that was checked doesn&apos;t log in.</translation>
    </message>
    <message>
        <source>確認したパスワードでログインできます。</source>
        <translation>The password that was checked logs in.</translation>
    </message>
    <message>
        <source>票はファイルにしません。紙に印刷するプリンターを選んでください。</source>
        <translation>A slip goes to paper only. Choose a printer that prints on paper.</translation>
    </message>
    <message>
        <source>空きを作ってから、もう一度実行してください。</source>
        <translation>Make room, then run it again.</translation>
    </message>
    <message>
        <source>空のデータベースを指定してください。</source>
        <translation>Give an empty database.</translation>
    </message>
    <message>
        <source>空のフォルダーか、新しいフォルダーを指定してください。</source>
        <translation>Give an empty folder or a new one.</translation>
    </message>
    <message>
        <source>空白のない%1文字以内にしてください。</source>
        <translation>Use at most %1 characters and no spaces.</translation>
    </message>
    <message>
        <source>窓口での受付に切り替えました。</source>
        <translation>Switched to the counter.</translation>
    </message>
    <message>
        <source>窓口では各自の職員IDでサインインします。設定から消してください。</source>
        <translation>Staff sign in with their own IDs. Remove it from the settings.</translation>
    </message>
    <message>
        <source>窓口と worker をすべて終了してから、もう一度行ってください。</source>
        <translation>Close all desks and the worker, then try again.</translation>
    </message>
    <message>
        <source>答えの合わない確認が続いたため、この職員IDでは、いま本人確認ができません。</source>
        <translation>After too many wrong answers nobody can be identified under this staff ID for now.</translation>
    </message>
    <message>
        <source>管理者が、あなたの氏名の登録を変えました。次のサインインから表示します。</source>
        <translation>An administrator changed your name. It is shown from your next sign-in on.</translation>
    </message>
    <message>
        <source>管理者が、この職員の役割を変えました。</source>
        <translation>An administrator changed the role of this staff member.</translation>
    </message>
    <message>
        <source>管理者が決めた設定(%1)の %2 の値が正しくありません。</source>
        <translation>Administrator&apos;s settings (%1): the value of %2 is not valid.</translation>
    </message>
    <message>
        <source>管理者が決めた設定(%1)の%2行目を読めません。</source>
        <translation>Administrator&apos;s settings (%1): line %2 can&apos;t be read.</translation>
    </message>
    <message>
        <source>管理者が決めた設定(%1)を読めません。</source>
        <translation>Administrator&apos;s settings (%1) can&apos;t be read.</translation>
    </message>
    <message>
        <source>管理者が決めた設定の場所(%1)が、別の場所へのリンクです。</source>
        <translation>The administrator&apos;s settings (%1) are a link to another place.</translation>
    </message>
    <message>
        <source>管理者が決めた設定の場所(%1)の所有者が、管理者ではありません。</source>
        <translation>The administrator&apos;s settings (%1) are not owned by an administrator.</translation>
    </message>
    <message>
        <source>管理者が決めた設定の場所(%1)を、管理者ではない人が書き換えられます。</source>
        <translation>The administrator&apos;s settings (%1) can be changed by people who are not administrators.</translation>
    </message>
    <message>
        <source>管理者だけが書き換えられるようにしてもらうよう、システムの係に連絡してください。</source>
        <translation>Ask system support to let only administrators change them.</translation>
    </message>
    <message>
        <source>管理者のログインで実行してください。</source>
        <translation>Run it with an administrator&apos;s login.</translation>
    </message>
    <message>
        <source>終わるのを待って、もう一度行ってください。</source>
        <translation>Wait until it has ended, then do it again.</translation>
    </message>
    <message>
        <source>聞き直して、もう一度入力してください。あと%1回確認できます。</source>
        <translation>Ask and type again. Tries left: %1.</translation>
    </message>
    <message>
        <source>職員ID「%1」はありません。</source>
        <translation>There is no staff ID &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>職員ID「%1」はもう使われています。</source>
        <translation>The staff ID &quot;%1&quot; is already in use.</translation>
    </message>
    <message>
        <source>職員ID「%1」は停止されています。</source>
        <translation>The staff ID &quot;%1&quot; is disabled.</translation>
    </message>
    <message>
        <source>職員IDかパスワードが違います。</source>
        <translation>The staff ID or the password is wrong.</translation>
    </message>
    <message>
        <source>職員IDとして使えません。</source>
        <translation>This can&apos;t be used as a staff ID.</translation>
    </message>
    <message>
        <source>職員IDを一覧で確かめてください。</source>
        <translation>Check the staff ID in the list.</translation>
    </message>
    <message>
        <source>職員の氏名がありません。</source>
        <translation>The staff member&apos;s name is missing.</translation>
    </message>
    <message>
        <source>自分のパスワードを変更しました。次のサインインから、新しいパスワードを使います。</source>
        <translation>Your password was changed. Use the new one from the next sign-in on.</translation>
    </message>
    <message>
        <source>自動でつなぎ直しています。つながるまで、操作はできません。</source>
        <translation>Reconnecting automatically. Nothing can be done until then.</translation>
    </message>
    <message>
        <source>自動の作業(worker)か、管理者のログインで実行してください。</source>
        <translation>Run it with the worker&apos;s login, or an administrator&apos;s.</translation>
    </message>
    <message>
        <source>解除できませんでした(%2件)。</source>
        <translation>Could not be lifted: %2.</translation>
    </message>
    <message>
        <source>設定から消して、madoguchi ils password で登録してください。</source>
        <translation>Remove it from the settings and store it with: madoguchi ils password</translation>
    </message>
    <message>
        <source>設定と証明書を確かめてください。</source>
        <translation>Check the settings and the certificate.</translation>
    </message>
    <message>
        <source>設定のプリンター名を確かめてください。</source>
        <translation>Check the printer in the settings.</translation>
    </message>
    <message>
        <source>設定は変えていません。</source>
        <translation>The settings were not changed.</translation>
    </message>
    <message>
        <source>設定を保存しました。</source>
        <translation>The settings were saved.</translation>
    </message>
    <message>
        <source>設定を保存しました。窓口の画面は、開いている利用者を閉じると新しくなります。</source>
        <translation>The settings were saved. The screen changes once no patron is open.</translation>
    </message>
    <message>
        <source>設定を確かめて、起動し直してください。</source>
        <translation>Check the settings, then start the program again.</translation>
    </message>
    <message>
        <source>設定ファイルに書き込めません。</source>
        <translation>The settings file can&apos;t be written to.</translation>
    </message>
    <message>
        <source>設定ファイルの %1 の値が正しくありません。</source>
        <translation>Settings file: the value of %1 is not valid.</translation>
    </message>
    <message>
        <source>設定ファイルの%1行目を読めません。</source>
        <translation>Settings file: line %1 can&apos;t be read.</translation>
    </message>
    <message>
        <source>設定ファイルを読めません。</source>
        <translation>The settings file can&apos;t be read.</translation>
    </message>
    <message>
        <source>読み取った資料は、この利用者の貸出一覧にも予約一覧にもありません。</source>
        <translation>The scanned item is neither in this patron&apos;s 「貸出一覧」 nor in 「予約一覧」.</translation>
    </message>
    <message>
        <source>読み取った資料は、予約一覧にあります。</source>
        <translation>The scanned item is in 「予約一覧」.</translation>
    </message>
    <message>
        <source>読み取った資料は、貸出一覧にあります。</source>
        <translation>The scanned item is in 「貸出一覧」.</translation>
    </message>
    <message>
        <source>読み直しました。</source>
        <translation>Refreshed.</translation>
    </message>
    <message>
        <source>責任者に連絡してください。</source>
        <translation>Tell a supervisor.</translation>
    </message>
    <message>
        <source>責任者の職員IDで実行してください。</source>
        <translation>Run it with a supervisor&apos;s staff ID.</translation>
    </message>
    <message>
        <source>貸出禁止にしました(%5)。</source>
        <translation>Borrowing was suspended (%5).</translation>
    </message>
    <message>
        <source>貸出禁止にしました。</source>
        <translation>Borrowing was suspended.</translation>
    </message>
    <message>
        <source>貸出禁止を%1件解除しました。</source>
        <translation>Suspensions lifted: %1.</translation>
    </message>
    <message>
        <source>貸出禁止を%1件解除しました。%2件は解除できませんでした。</source>
        <translation>Suspensions lifted: %1. Could not be lifted: %2.</translation>
    </message>
    <message>
        <source>貸出禁止を解除しました(%5)。</source>
        <translation>The suspension was lifted (%5).</translation>
    </message>
    <message>
        <source>貸出禁止を解除しました。</source>
        <translation>The suspension was lifted.</translation>
    </message>
    <message>
        <source>貸出禁止一覧の%1件を %2 に保存しました。</source>
        <translation>The list of suspensions was saved to %2 (rows: %1).</translation>
    </message>
    <message>
        <source>貼り付けた文字を消して、入力し直してください。</source>
        <translation>Delete what was pasted, and type it.</translation>
    </message>
    <message>
        <source>資料の番号です。</source>
        <translation>This is an item&apos;s number.</translation>
    </message>
    <message>
        <source>資料の番号です。この操作が終わってから、もう一度読み取ってください。</source>
        <translation>This is an item&apos;s number. Scan it again when this is finished.</translation>
    </message>
    <message>
        <source>資料の番号です。先に利用カードを読み取ってください。</source>
        <translation>This is an item&apos;s number. Scan the patron&apos;s card first.</translation>
    </message>
    <message>
        <source>資料の番号です。本人確認が済むまで、資料については何も表示しません。</source>
        <translation>This is an item&apos;s number. Nothing is shown of items until the caller is identified.</translation>
    </message>
    <message>
        <source>資料の番号です。電話では、資料については何も表示しません。</source>
        <translation>This is an item&apos;s number. Nothing is shown of items by phone.</translation>
    </message>
    <message>
        <source>質問を連絡済にしました。</source>
        <translation>The question was marked as told.</translation>
    </message>
    <message>
        <source>返却期限日を %2 に更新しました。</source>
        <translation>The due date is now %2.</translation>
    </message>
    <message>
        <source>返却期限日を更新しました。</source>
        <translation>The loan was renewed.</translation>
    </message>
    <message>
        <source>返却期限票をプリンターに送りました。</source>
        <translation>The due-date slip was sent to the printer.</translation>
    </message>
    <message>
        <source>連絡と次の連絡日を記録しました。</source>
        <translation>The attempt and the next day were recorded.</translation>
    </message>
    <message>
        <source>連絡を記録しました。</source>
        <translation>The attempt was recorded.</translation>
    </message>
    <message>
        <source>連絡を記録しました。次は %2 です。</source>
        <translation>The attempt was recorded. Next on %2.</translation>
    </message>
    <message>
        <source>過ぎた日を外しました。確かめて、もう一度保存してください。</source>
        <translation>It was left out. Look, and save again.</translation>
    </message>
    <message>
        <source>開館日を保存しました。</source>
        <translation>The branch&apos;s days were saved.</translation>
    </message>
    <message>
        <source>間違いが続いたため、この職員IDはロックされています。</source>
        <translation>After too many wrong tries, this staff ID is locked.</translation>
    </message>
    <message>
        <source>電源と接続、設定のプリンター名を確かめてください。</source>
        <translation>Check its power, its connection and the printer in the settings.</translation>
    </message>
    <message>
        <source>電話での受付に切り替えました。</source>
        <translation>Switched to the phone.</translation>
    </message>
    <message>
        <source>館「%1」はありません。</source>
        <translation>There is no branch &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>館の名前かコードを確かめてください。</source>
        <translation>Check the branch name or code.</translation>
    </message>
</context>
<context>
    <name>missing</name>
    <message>
        <source>%1を入力してください。</source>
        <translation>Enter %1.</translation>
    </message>
    <message>
        <source>「%1」に印を付けてください。</source>
        <translation>Tick “%1”.</translation>
    </message>
    <message>
        <source>「%1」を選んでください。</source>
        <translation>Choose “%1”.</translation>
    </message>
    <message>
        <source>」と「</source>
        <translation>” and “</translation>
    </message>
    <message>
        <source>と</source>
        <translation> and </translation>
    </message>
    <message>
        <source>一つ以上に印を付けてください。</source>
        <translation>Tick at least one box.</translation>
    </message>
    <message>
        <source>先にロックを解除してください。</source>
        <translation>Unlock the password first.</translation>
    </message>
    <message>
        <source>利用カードを読み取ってください。</source>
        <translation>Scan the library card.</translation>
    </message>
    <message>
        <source>承認するときは、「%1」を「%2」に戻してください。</source>
        <translation>To approve, put “%1” back to “%2”.</translation>
    </message>
    <message>
        <source>新しい利用カードを読み取ってください。</source>
        <translation>Scan the new card.</translation>
    </message>
</context>
<context>
    <name>offering</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>open_days</name>
    <message>
        <source>%1に変更</source>
        <translation>to become %1</translation>
    </message>
    <message>
        <source>%1年%2月</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>保存しない</source>
        <translation>Don&apos;t save</translation>
    </message>
    <message>
        <source>保存する</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>前の月</source>
        <translation>Month before</translation>
    </message>
    <message>
        <source>取置期限日の予約 %1件</source>
        <translation>holds leaving the shelf: %1</translation>
    </message>
    <message>
        <source>変える日を選んでください。</source>
        <translation>Choose a day that is to change.</translation>
    </message>
    <message>
        <source>変更する日は%1日です。この日が返却期限日の貸出は%2件、取置期限日の予約は%3件あります。</source>
        <translation>Days that are to change: %1. On them, loans due: %2; holds leaving the shelf: %3.</translation>
    </message>
    <message>
        <source>日を選び、「開館」「休館」「特別整理」を押します。スペースキーでも切り替わります。</source>
        <translation>Choose days and press “Open”, “Closed” or “Inventory”; Space goes through them.</translation>
    </message>
    <message>
        <source>次の月</source>
        <translation>Next month</translation>
    </message>
    <message>
        <source>決まっている期限日は変わりません。これから更新する分、取置棚に置く分は、新しい開館日で決まります。</source>
        <translation>Dates that are set stay. What is renewed or shelved from now on goes by the new days.</translation>
    </message>
    <message>
        <source>臨時休館</source>
        <translation>Closed days</translation>
    </message>
    <message>
        <source>返却期限日の貸出 %1件</source>
        <translation>loans due: %1</translation>
    </message>
</context>
<context>
    <name>own_password</name>
    <message>
        <source>※もう一度入力してください。</source>
        <translation>Enter it once more.</translation>
    </message>
    <message>
        <source>※上の新しいパスワードと違います。両方を入力し直してください。</source>
        <translation>This differs from the new password above. Enter both again.</translation>
    </message>
    <message>
        <source>※今のパスワードが違います。</source>
        <translation>The current password is wrong.</translation>
    </message>
    <message>
        <source>※今のパスワードと同じです。</source>
        <translation>This is the current password.</translation>
    </message>
    <message>
        <source>※今のパスワードを入力してください。</source>
        <translation>Enter the current password.</translation>
    </message>
    <message>
        <source>※文字が足りません。</source>
        <translation>Too short.</translation>
    </message>
    <message>
        <source>※新しいパスワードを入力してください。</source>
        <translation>Enter a new password.</translation>
    </message>
    <message>
        <source>※間違いが続いたため、%1 までロックされています。それまで、変更もサインインもできません。</source>
        <translation>Too many wrong tries: locked until %1. Until then you can neither change it nor sign in.</translation>
    </message>
    <message>
        <source>あと%1回間違えるとロックされます。</source>
        <translation> Wrong tries until it is locked: %1.</translation>
    </message>
    <message>
        <source>サインインとロックの解除に使うパスワードです。%1文字以上にしてください。大文字と小文字は区別します。</source>
        <translation>You sign in and unlock the desk with it. Use at least %1 characters; upper and lower case matter.</translation>
    </message>
    <message>
        <source>今のパスワード</source>
        <translation>Current password</translation>
    </message>
    <message>
        <source>変更しない</source>
        <translation>Don&apos;t change</translation>
    </message>
    <message>
        <source>変更する</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>新しいパスワード</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>新しいパスワード(再)</source>
        <translation>New password (again)</translation>
    </message>
    <message>
        <source>自分のパスワードの変更</source>
        <translation>Change your own password</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>操作記録</source>
        <translation>Activity log</translation>
    </message>
    <message>
        <source>登録・貸出禁止</source>
        <translation>Registration</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>%1件</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1点</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>変更した行</source>
        <translation>changed</translation>
    </message>
    <message>
        <source>職員</source>
        <translation>Staff</translation>
    </message>
</context>
<context>
    <name>password</name>
    <message>
        <source>%1 まで</source>
        <translation>until %1</translation>
    </message>
    <message>
        <source>%1。%2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>※%1文字以上にしてください。</source>
        <translation>At least %1 characters.</translation>
    </message>
    <message>
        <source>※全角の文字は使えません。</source>
        <translation>No full-width characters.</translation>
    </message>
    <message>
        <source>※古いパスワードが違います。</source>
        <translation>The old password is wrong.</translation>
    </message>
    <message>
        <source>※古いパスワードと同じです。</source>
        <translation>It is the same as the old password.</translation>
    </message>
    <message>
        <source>※古いパスワードを入力してください。</source>
        <translation>Enter the old password.</translation>
    </message>
    <message>
        <source>※数字のみのパスワードは登録できません。</source>
        <translation>It can&apos;t be digits only.</translation>
    </message>
    <message>
        <source>※新しいパスワードを入力してください。</source>
        <translation>Enter the new password.</translation>
    </message>
    <message>
        <source>※空白は使えません。</source>
        <translation>No spaces.</translation>
    </message>
    <message>
        <source>※英字のみのパスワードは登録できません。</source>
        <translation>It can&apos;t be letters only.</translation>
    </message>
    <message>
        <source>※記号は使えません。</source>
        <translation>No symbols.</translation>
    </message>
    <message>
        <source>「利用者のページ」にはまだログインできません。</source>
        <translation>The patron cannot log in to the patron page yet.</translation>
    </message>
    <message>
        <source>「利用者のページ」にはまだログインできません。利用カードを確認して、発行してください。</source>
        <translation>The patron can&apos;t log in to the patron page yet. Check the card, then issue a password.</translation>
    </message>
    <message>
        <source>あと%1回間違えるとロックします。</source>
        <translation>Wrong tries until it locks: %1.</translation>
    </message>
    <message>
        <source>このパスワードではログインできません。使うには再発行が必要です。</source>
        <translation>This password can&apos;t be used to log in. It has to be reissued.</translation>
    </message>
    <message>
        <source>このパスワードでログインできます。</source>
        <translation>The patron can log in with this password.</translation>
    </message>
    <message>
        <source>このパスワードでログインできます。初期パスワードのため、はじめに変更が必要です。</source>
        <translation>The patron can log in with this password. It is the initial one and has to be changed first.</translation>
    </message>
    <message>
        <source>これまでのパスワードは使えなくなりました。</source>
        <translation>The previous password no longer works.</translation>
    </message>
    <message>
        <source>はじめてのログインで変更が必要です。</source>
        <translation>It has to be changed at the first login.</translation>
    </message>
    <message>
        <source>パスワードが発行されていないため、ログインできません。</source>
        <translation>No password has been issued, so the patron can&apos;t log in.</translation>
    </message>
    <message>
        <source>パスワードが違います。</source>
        <translation>The password is wrong.</translation>
    </message>
    <message>
        <source>パスワードの利用を停止しているため、ログインできません。</source>
        <translation>The password is disabled, so the patron can&apos;t log in.</translation>
    </message>
    <message>
        <source>パスワードの期限が過ぎています。使うには再発行が必要です。</source>
        <translation>The password has expired. It has to be reissued.</translation>
    </message>
    <message>
        <source>パスワードは合っています。初期パスワードの期限が過ぎているため、ログインできません。</source>
        <translation>The password is right, but it is an initial one that has expired, so the patron can&apos;t log in.</translation>
    </message>
    <message>
        <source>ロックを解除するまでログインできません。</source>
        <translation>No login is possible until the password is unlocked.</translation>
    </message>
    <message>
        <source>ロック中のため、確かめられません(%1 まで)。</source>
        <translation>Locked, so it can&apos;t be checked (until %1).</translation>
    </message>
    <message>
        <source>ロック中のため、確かめられません。</source>
        <translation>Locked, so it can&apos;t be checked.</translation>
    </message>
    <message>
        <source>初期パスワードのままです。はじめてのログインで変更が必要です。</source>
        <translation>Still the initial password. It has to be changed at the first login.</translation>
    </message>
    <message>
        <source>初期パスワードのままです。ログインして変更するよう案内してください。</source>
        <translation>Still the initial password. Ask the patron to log in and change it.</translation>
    </message>
    <message>
        <source>初期パスワードの有効期限 %1</source>
        <translation>Initial password valid until %1</translation>
    </message>
    <message>
        <source>初期パスワードの期限が過ぎています。使うには再発行が必要です。</source>
        <translation>The initial password has expired. It has to be reissued.</translation>
    </message>
    <message>
        <source>利用者が決めたパスワードです。職員は見ることができません。</source>
        <translation>The patron chose this password. Staff can&apos;t see it.</translation>
    </message>
    <message>
        <source>利用者が決めたパスワードです。職員は見ることができません。忘れたときは再発行します。</source>
        <translation>The patron chose this password. Staff can&apos;t see it; if it is forgotten, reissue it.</translation>
    </message>
    <message>
        <source>発行したパスワードがあります。職員は見ることができません。</source>
        <translation>There is a password. Staff can&apos;t see it.</translation>
    </message>
    <message>
        <source>発行したパスワードがあります。職員は見ることができません。忘れたときは再発行します。</source>
        <translation>There is a password. Staff can&apos;t see it; if it is forgotten, reissue it.</translation>
    </message>
    <message>
        <source>英字はすべて小文字・空白は入れません</source>
        <translation>All letters are lower case; no spaces</translation>
    </message>
    <message>
        <source>解除するまで</source>
        <translation>Until it is unlocked</translation>
    </message>
    <message>
        <source>間違いが続いたため、ロックしました。</source>
        <translation>Locked after too many wrong tries.</translation>
    </message>
    <message>
        <source>間違いが続いたため、時間が過ぎるまでログインできません。ロックを解除するとすぐに使えます。</source>
        <translation>Locked for a while after too many wrong tries. Unlocking makes it work again at once.</translation>
    </message>
    <message>
        <source>間違いには数えていません。あと%1回、数えずに確かめられます。</source>
        <translation>This try was not counted. %1 more can be made without counting.</translation>
    </message>
    <message>
        <source>間違いには数えていません。次からは、数えます。</source>
        <translation>This try was not counted. From the next one on, they count.</translation>
    </message>
    <message>
        <source>隠しています</source>
        <translation>Hidden</translation>
    </message>
</context>
<context>
    <name>password_use</name>
    <message>
        <source>※パスワードを入力してください。</source>
        <translation>Enter the password.</translation>
    </message>
    <message>
        <source>ご本人の希望を確認しましたか。利用を停止すると、このパスワードではログインできなくなります。もう一度使うには、窓口での再発行が必要です。</source>
        <translation>Did the patron ask for this? Once disabled, the password can&apos;t be used to log in. A new one can only be issued at a counter.</translation>
    </message>
    <message>
        <source>パスワードの利用停止</source>
        <translation>Disable password</translation>
    </message>
    <message>
        <source>パスワード確認</source>
        <translation>Check password</translation>
    </message>
    <message>
        <source>ロック解除</source>
        <translation>Unlock password</translation>
    </message>
    <message>
        <source>今のパスワードのまま、すぐにログインできるようになります。間違いの回数も消えます。</source>
        <translation>The patron can log in again at once with the present password. Wrong tries are reset.</translation>
    </message>
    <message>
        <source>停止しない</source>
        <translation>Don&apos;t disable</translation>
    </message>
    <message>
        <source>利用を停止する</source>
        <translation>Disable</translation>
    </message>
    <message>
        <source>利用者に入力していただいてください。</source>
        <translation>Let the patron type it.</translation>
    </message>
    <message>
        <source>変更しない</source>
        <translation>Don&apos;t change</translation>
    </message>
    <message>
        <source>確認する</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>解除しない</source>
        <translation>Don&apos;t unlock</translation>
    </message>
    <message>
        <source>解除する</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>printer</name>
    <message>
        <source>この端末では、いつもこれを使う</source>
        <translation>Always use these at this workstation</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Don&apos;t print</translation>
    </message>
    <message>
        <source>パスワード票を印刷するプリンターと用紙を選んでください。</source>
        <translation>Choose the printer and the paper for the password slip.</translation>
    </message>
    <message>
        <source>プリンターの選択</source>
        <translation>Choose a printer</translation>
    </message>
    <message>
        <source>印を付けると、次からは、これがはじめに選ばれています。設定(F10)で変えられます。</source>
        <translation>When ticked, these are selected at first from now on. Settings (F10) can change that.</translation>
    </message>
    <message>
        <source>印を付けると、次からは、たずねずに印刷します。設定(F10)で変えられます。</source>
        <translation>When ticked, slips print without asking from now on. Settings (F10) can change that.</translation>
    </message>
    <message>
        <source>印刷する</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>印刷せず画面に出す</source>
        <translation>Show on screen instead</translation>
    </message>
    <message>
        <source>発行は、このあとです。やめると、発行しません。</source>
        <translation>The password is issued after that. “Don&apos;t print” issues none.</translation>
    </message>
    <message>
        <source>返却期限票を印刷するプリンターと用紙を選んでください。</source>
        <translation>Choose the printer and the paper for the due-date slip.</translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <source>読み込んでいます…</source>
        <translation>Loading…</translation>
    </message>
</context>
<context>
    <name>records</name>
    <message>
        <source>この日に当てはまる記録はありません。</source>
        <translation>Nothing on this day fits.</translation>
    </message>
    <message>
        <source>カード末尾</source>
        <translation>Card end</translation>
    </message>
    <message>
        <source>カード末尾を表示</source>
        <translation>Show card endings</translation>
    </message>
    <message>
        <source>カード末尾を隠す</source>
        <translation>Hide card endings</translation>
    </message>
    <message>
        <source>一人の利用者を誰が見たかは、その利用者の「操作記録」で「期間」を選ぶとわかります。</source>
        <translation>To find who looked at one patron, choose a period in the patron&apos;s Activity log.</translation>
    </message>
    <message>
        <source>一覧を閉じる</source>
        <translation>Close the list</translation>
    </message>
    <message>
        <source>今日までの日付を、2026/11/24 か 11/24 のように入力してください。</source>
        <translation>Type a day up to today, as 2026/11/24 or 11/24.</translation>
    </message>
    <message>
        <source>前の日</source>
        <translation>Previous day</translation>
    </message>
    <message>
        <source>受付</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>対象</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>承認</source>
        <translation>Approved by</translation>
    </message>
    <message>
        <source>担当</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>操作の一覧</source>
        <translation>Activity list</translation>
    </message>
    <message>
        <source>操作の一覧の%1件を保存します。ファイルには職員の氏名と、利用カード番号の末尾4桁が入ります。保存したことは、記録されます。</source>
        <translation>The activity list is saved (rows: %1). The file holds names of staff and the last four digits of card numbers. That it was saved is logged.</translation>
    </message>
    <message>
        <source>新しいものから%1件を表示しています。全部で%2件あります。絞り込むか、CSV に保存してください。</source>
        <translation>The latest %1 of %2. Narrow the list, or save it as CSV.</translation>
    </message>
    <message>
        <source>日付</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>日時</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>時刻</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>次の日</source>
        <translation>Next day</translation>
    </message>
    <message>
        <source>窓口</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>結果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>絞り込み</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>職員ID</source>
        <translation>Staff ID</translation>
    </message>
    <message>
        <source>開いたこと、絞り込んだことは、記録されます。</source>
        <translation>Opening and narrowing the list is logged.</translation>
    </message>
    <message>
        <source>館</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>館・窓口</source>
        <translation>Branch, counter</translation>
    </message>
</context>
<context>
    <name>reference</name>
    <message>
        <source>受付中の質問はありません。</source>
        <translation>No open questions.</translation>
    </message>
    <message>
        <source>連絡済</source>
        <translation>Told</translation>
    </message>
    <message>
        <source>連絡済になった質問は表示されません。</source>
        <translation>Questions marked as told are not shown.</translation>
    </message>
</context>
<context>
    <name>refusals</name>
    <message>
        <source>「利用者のページ」か窓口での延長を案内してください。</source>
        <translation>Suggest renewing on the patron page or at a counter.</translation>
    </message>
    <message>
        <source>ご住所を確認できるものを見て、印を付けてください。</source>
        <translation>Look at something that shows the address, then tick it.</translation>
    </message>
    <message>
        <source>すべて確かめて、印を付けてください。</source>
        <translation>Check everything, then tick it.</translation>
    </message>
    <message>
        <source>それでも貸出禁止にするなら、確かめて印を付けてください。</source>
        <translation>To suspend all the same, check it and tick the box.</translation>
    </message>
    <message>
        <source>ほかの予約を取り消してから行ってください。</source>
        <translation>Cancel another hold first.</translation>
    </message>
    <message>
        <source>ほかの区分を選んでください。</source>
        <translation>Choose another category.</translation>
    </message>
    <message>
        <source>ほかの取消区分を選んでください。</source>
        <translation>Choose another reason.</translation>
    </message>
    <message>
        <source>ほかの連絡方法を選んでください。</source>
        <translation>Choose another way of notifying.</translation>
    </message>
    <message>
        <source>まだ必要なら、新しく予約してください。</source>
        <translation>If it is still wanted, place a new hold.</translation>
    </message>
    <message>
        <source>もう一度予約されるか、確かめてください。</source>
        <translation>Ask whether it should be put on hold again.</translation>
    </message>
    <message>
        <source>カードの再発行の手続きを案内し、責任者に引き継いでください。</source>
        <translation>Explain how cards are replaced, and hand over to a supervisor.</translation>
    </message>
    <message>
        <source>カードを再発行してから解除してください。</source>
        <translation>Replace the card, then lift it.</translation>
    </message>
    <message>
        <source>ログインできないときは、パスワード確認で確かめてください。</source>
        <translation>If the patron can&apos;t log in, check the password.</translation>
    </message>
    <message>
        <source>ロックを解除するか、時間が過ぎるまで待ちます。</source>
        <translation>Unlock it, or wait until the lock ends.</translation>
    </message>
    <message>
        <source>予約の取り消しは状況欄から行ってください。</source>
        <translation>Cancel the hold in the status column.</translation>
    </message>
    <message>
        <source>予約の状況を確かめて、受取館に連絡してください。</source>
        <translation>Check the hold&apos;s status and contact the pick-up branch.</translation>
    </message>
    <message>
        <source>予約一覧にある予約を確かめてください。</source>
        <translation>See the hold that is in 「予約一覧」.</translation>
    </message>
    <message>
        <source>今の状態を画面で確かめてください。</source>
        <translation>Check the current status on the screen.</translation>
    </message>
    <message>
        <source>今の返却期限日のままご利用くださるよう案内してください。</source>
        <translation>The present due date stays.</translation>
    </message>
    <message>
        <source>今日以降の日を入力してください。</source>
        <translation>Enter today or a later day.</translation>
    </message>
    <message>
        <source>休館期間が終わってからお申し出くださるよう案内してください。</source>
        <translation>Ask the patron to come back after the closure.</translation>
    </message>
    <message>
        <source>住所変更の手続きを終えてから解除してください。</source>
        <translation>Complete the change of address first, then lift it.</translation>
    </message>
    <message>
        <source>使うにはロックの解除が必要です。</source>
        <translation>It has to be unlocked first.</translation>
    </message>
    <message>
        <source>使うには再発行が必要です。</source>
        <translation>It has to be reissued.</translation>
    </message>
    <message>
        <source>先に「登録・貸出禁止」で、カード紛失の貸出禁止を解除してください。</source>
        <translation>Lift the suspension for the lost card in “Registration” first.</translation>
    </message>
    <message>
        <source>先にメールアドレスを登録してください。</source>
        <translation>Register an e-mail address first.</translation>
    </message>
    <message>
        <source>先に予約の連絡方法をメール以外にするか、別のアドレスに変更してください。</source>
        <translation>First choose another way of notifying for the holds, or another address.</translation>
    </message>
    <message>
        <source>先に二つの項目でご本人を確認してください。</source>
        <translation>First identify the caller by two facts.</translation>
    </message>
    <message>
        <source>先に利用カードを登録してください。</source>
        <translation>Register a library card first.</translation>
    </message>
    <message>
        <source>先に登録の更新を案内してください。</source>
        <translation>The registration has to be renewed first.</translation>
    </message>
    <message>
        <source>先に紛失の届出を受け付けるか、破損した利用カードなら印を付けてください。</source>
        <translation>Report the card lost first, or tick that it is damaged.</translation>
    </message>
    <message>
        <source>初期パスワードを発行してください。</source>
        <translation>Issue an initial password.</translation>
    </message>
    <message>
        <source>利用カードをもう一度読み取ってください。</source>
        <translation>Scan the card once more.</translation>
    </message>
    <message>
        <source>利用カードを持って来館されるよう案内してください。</source>
        <translation>Ask the patron to come in with the card.</translation>
    </message>
    <message>
        <source>利用カードを読み取ってください。</source>
        <translation>Scan the card.</translation>
    </message>
    <message>
        <source>取置期限日までの受け取りを案内してください。</source>
        <translation>Ask the patron to pick it up by the pick-up date.</translation>
    </message>
    <message>
        <source>受取ポイントの選択を外してください。</source>
        <translation>Leave the stop empty.</translation>
    </message>
    <message>
        <source>受取ポイントを選んでください。</source>
        <translation>Choose a stop.</translation>
    </message>
    <message>
        <source>受取人に本人を選んでください。</source>
        <translation>Choose the patron as the recipient.</translation>
    </message>
    <message>
        <source>図書館のシステムの画面で、理由を確かめてください。</source>
        <translation>Look up the reason in the library&apos;s own system.</translation>
    </message>
    <message>
        <source>図書館のシステムの画面で行ってください。</source>
        <translation>Do it in the library system&apos;s own program.</translation>
    </message>
    <message>
        <source>届け出た人を確かめて、印を付けてください。</source>
        <translation>Make sure who reports it, then tick it.</translation>
    </message>
    <message>
        <source>延滞している資料の返却を案内してください。</source>
        <translation>The overdue items have to be returned.</translation>
    </message>
    <message>
        <source>延長できる日になってから、もう一度お申し出くださるよう案内してください。</source>
        <translation>It can be renewed from that day on.</translation>
    </message>
    <message>
        <source>担当できる職員に引き継いでください。</source>
        <translation>Hand over to somebody who can do it.</translation>
    </message>
    <message>
        <source>新しく予約してください。</source>
        <translation>Place a new hold.</translation>
    </message>
    <message>
        <source>本人か、お子さんなら保護者にお渡しください。</source>
        <translation>Give it to the patron or, for a child, to a guardian.</translation>
    </message>
    <message>
        <source>次の人が待っています。返却期限日までの返却を案内してください。</source>
        <translation>Somebody is waiting for it. It has to be returned by the due date.</translation>
    </message>
    <message>
        <source>止めている理由を「登録・貸出禁止」で確かめて、案内してください。</source>
        <translation>See on the page Registration why it is stopped, and tell the patron.</translation>
    </message>
    <message>
        <source>移動図書館にお申し出くださるよう案内してください。</source>
        <translation>Refer the patron to the mobile library.</translation>
    </message>
    <message>
        <source>責任者の対応をお待ちください。</source>
        <translation>A supervisor will deal with it.</translation>
    </message>
    <message>
        <source>貸出禁止にしてよいか、たずねてください。</source>
        <translation>Ask whether borrowing may be suspended.</translation>
    </message>
    <message>
        <source>貸出禁止の理由を「登録・貸出禁止」で確かめて、案内してください。</source>
        <translation>See the reason on the page Registration, and tell the patron what to do.</translation>
    </message>
    <message>
        <source>資料が受取館に届いてから、もう一度行ってください。</source>
        <translation>Try again once the item has reached the pick-up branch.</translation>
    </message>
    <message>
        <source>資料の現物を確認してから更新してください。</source>
        <translation>See the item before you renew it.</translation>
    </message>
    <message>
        <source>資料の返却を案内してください。</source>
        <translation>The item has to be returned.</translation>
    </message>
    <message>
        <source>資料を持って来館されるよう案内してください。</source>
        <translation>Ask the patron to come in with the item.</translation>
    </message>
    <message>
        <source>返却を確かめてから解除してください。</source>
        <translation>Check that the items are back, then lift it.</translation>
    </message>
    <message>
        <source>返却期限日までの返却を案内してください。</source>
        <translation>It has to be returned by the due date.</translation>
    </message>
    <message>
        <source>送信されるまで待つか、メールアドレスを確かめてください。</source>
        <translation>Wait until it is sent, or check the address.</translation>
    </message>
    <message>
        <source>開いている利用者のカードを読み取ってください。</source>
        <translation>Scan the open patron&apos;s card.</translation>
    </message>
</context>
<context>
    <name>registration</name>
    <message>
        <source>%1 (変わりません)</source>
        <translation>%1 (unchanged)</translation>
    </message>
    <message>
        <source>ご住所を確認できるものを見ました</source>
        <translation>Proof of address seen</translation>
    </message>
    <message>
        <source>カナ (必須)</source>
        <translation>Kana (required)</translation>
    </message>
    <message>
        <source>メモ</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>住所 (必須)</source>
        <translation>Address (required)</translation>
    </message>
    <message>
        <source>例外として解除した理由</source>
        <translation>Lifted as an exception because</translation>
    </message>
    <message>
        <source>更新しない</source>
        <translation>Don&apos;t renew</translation>
    </message>
    <message>
        <source>更新する</source>
        <translation>Renew registration</translation>
    </message>
    <message>
        <source>更新後の更新期限日</source>
        <translation>New expiry date</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>登録更新</source>
        <translation>Renew registration</translation>
    </message>
    <message>
        <source>解除した日</source>
        <translation>Lifted on</translation>
    </message>
    <message>
        <source>貸出禁止ではありません。</source>
        <translation>Not suspended.</translation>
    </message>
    <message>
        <source>貸出禁止日</source>
        <translation>Suspended on</translation>
    </message>
    <message>
        <source>通称</source>
        <translation>Also known as</translation>
    </message>
    <message>
        <source>過去の貸出禁止</source>
        <translation>Past suspensions</translation>
    </message>
    <message>
        <source>過去の貸出禁止はありません。</source>
        <translation>No past suspensions.</translation>
    </message>
    <message>
        <source>郵便番号 (必須)</source>
        <translation>Postal code (required)</translation>
    </message>
    <message>
        <source>電話番号</source>
        <translation>Phone</translation>
    </message>
</context>
<context>
    <name>remarks</name>
    <message>
        <source>%1(予定)</source>
        <translation>%1 est.</translation>
    </message>
    <message>
        <source>%1まで</source>
        <translation>until %1</translation>
    </message>
    <message>
        <source>%1まで中断中</source>
        <translation>Paused until %1</translation>
    </message>
    <message>
        <source>%1日延滞</source>
        <translation>%1 d late</translation>
    </message>
    <message>
        <source>(%1から)</source>
        <translation> (from %1)</translation>
    </message>
    <message>
        <source>(%1人)</source>
        <translation> (%1 waiting)</translation>
    </message>
    <message>
        <source>あと%1日</source>
        <translation>%1 d left</translation>
    </message>
    <message>
        <source>システムが決めます</source>
        <translation>system decides</translation>
    </message>
    <message>
        <source>ページ%1から</source>
        <translation>Patron page: from %1</translation>
    </message>
    <message>
        <source>・</source>
        <translation>, </translation>
    </message>
    <message>
        <source>予定</source>
        <translation>estimated</translation>
    </message>
    <message>
        <source>予約に戻せます</source>
        <translation>Can be restored</translation>
    </message>
    <message>
        <source>予約待ちへ(取り置きの記録なし)</source>
        <translation>waits again (no record that it was kept)</translation>
    </message>
    <message>
        <source>予約待ちへ(取置期限切れ)</source>
        <translation>waits again (pick-up date passed)</translation>
    </message>
    <message>
        <source>予約待ちへ(移送中だった)</source>
        <translation>waits again (was in transit)</translation>
    </message>
    <message>
        <source>予約待ち期限日 %1</source>
        <translation>Wait ends %1</translation>
    </message>
    <message>
        <source>今日まで</source>
        <translation>today</translation>
    </message>
    <message>
        <source>取置へ(%1まで)</source>
        <translation>ready again (until %1)</translation>
    </message>
    <message>
        <source>取置延長で %1</source>
        <translation>Extends to %1</translation>
    </message>
    <message>
        <source>図書館のシステムが決めます</source>
        <translation>system decides</translation>
    </message>
    <message>
        <source>延滞</source>
        <translation>overdue</translation>
    </message>
    <message>
        <source>更新すると %1</source>
        <translation>Renews to %1</translation>
    </message>
    <message>
        <source>現物を確認</source>
        <translation>See the item</translation>
    </message>
    <message>
        <source>窓口%1から</source>
        <translation>Counter: from %1</translation>
    </message>
    <message>
        <source>窓口で更新すると %1</source>
        <translation>At the counter: to %1</translation>
    </message>
    <message>
        <source>窓口取消可</source>
        <translation>Staff can drop it</translation>
    </message>
</context>
<context>
    <name>renewal</name>
    <message>
        <source>%1点を更新します。</source>
        <translation>To be renewed: %1.</translation>
    </message>
    <message>
        <source>現物を確認</source>
        <translation>See the item</translation>
    </message>
    <message>
        <source>資料の現物を確認しました</source>
        <translation>Item seen</translation>
    </message>
</context>
<context>
    <name>reports</name>
    <message>
        <source>%1で貸出禁止中</source>
        <translation>Suspended for %1</translation>
    </message>
    <message>
        <source>%1はまだ解除できません</source>
        <translation>%1 can’t be lifted yet</translation>
    </message>
    <message>
        <source>✓ %1は解除できます</source>
        <translation>✓ %1 can be lifted</translation>
    </message>
    <message>
        <source>受付</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>古いものから%1件です。ほかに%2件あります。</source>
        <translation>The oldest %1, and %2 more.</translation>
    </message>
    <message>
        <source>対応を待つ申し出はありません。</source>
        <translation>No reports are waiting.</translation>
    </message>
    <message>
        <source>未対応</source>
        <translation>Not settled</translation>
    </message>
    <message>
        <source>未対応の申し出</source>
        <translation>Open reports</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>申し出の記録はありません。</source>
        <translation>No reports.</translation>
    </message>
    <message>
        <source>記録した日</source>
        <translation>Recorded on</translation>
    </message>
    <message>
        <source>貸出禁止ではありません</source>
        <translation>Not suspended</translation>
    </message>
</context>
<context>
    <name>requests</name>
    <message>
        <source>リクエスト中の資料はありません。</source>
        <translation>No requests.</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>%1(通称 %2)</source>
        <translation>%1 (also %2)</translation>
    </message>
    <message>
        <source>%1人</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1人見つかりました。↓ で選び、Enter で開きます。</source>
        <translation>%1 patrons found. Choose with ↓, open with Enter.</translation>
    </message>
    <message>
        <source>1人見つかりました。Enter で開きます。</source>
        <translation>One patron found. Press Enter to open.</translation>
    </message>
    <message>
        <source>▲%1(同姓同名あり)</source>
        <translation>▲ %1 (name not unique)</translation>
    </message>
    <message>
        <source>▲の人は、氏名・カナ・年代・登録館が同じです。生年月日と住所で確かめてください。</source>
        <translation>Patrons with ▲ have the same name, kana, age group and branch: check birth date and address.</translation>
    </message>
    <message>
        <source>この職員IDの検索は、1時間に表示できる人数に達しました。次に探せるのは %1 からです。</source>
        <translation>This staff ID’s searches have shown as many people as they may in an hour. You can search again from %1.</translation>
    </message>
    <message>
        <source>さらにあります。続けて入力して、絞り込んでください。</source>
        <translation>There are more: keep typing to narrow it down.</translation>
    </message>
    <message>
        <source>カナ・漢字・ローマ字の氏名を、一部でも2文字から探します。生年月日(1979/4/1・19790401・S54.4.1)や電話番号(下4桁でも)も、空白で区切って続けられます。</source>
        <translation>Type two or more characters of a name, in kana, kanji or Latin letters. After a space you can add a date of birth (1979/4/1, 19790401, S54.4.1) or a phone number (or its last four digits).</translation>
    </message>
    <message>
        <source>カナ氏名</source>
        <translation>Name in kana</translation>
    </message>
    <message>
        <source>住所</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>利用カードがあれば、いまも開けます。</source>
        <translation>A library card still opens its patron.</translation>
    </message>
    <message>
        <source>利用者</source>
        <translation>Patron</translation>
    </message>
    <message>
        <source>利用者を探す</source>
        <translation>Find a patron</translation>
    </message>
    <message>
        <source>姓が入力どおりに始まる人を先に、カナの順に%1人を表示しています。</source>
        <translation>The first %1 are shown in kana order, surnames that begin as typed before others. </translation>
    </message>
    <message>
        <source>氏名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>氏名も入力すれば、いまも探せます。</source>
        <translation>With a name as well you can search now.</translation>
    </message>
    <message>
        <source>氏名・生年月日・電話番号</source>
        <translation>Name, date of birth, phone number</translation>
    </message>
    <message>
        <source>生年月日</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>生年月日か電話番号だけの検索は、この職員IDで1時間に探せる回数に達しました。次に探せるのは %1 からです。</source>
        <translation>This staff ID has searched as often as it may in an hour by a birth date or telephone number alone. You can search again from %1.</translation>
    </message>
    <message>
        <source>生年月日として探す</source>
        <translation>Search as date of birth</translation>
    </message>
    <message>
        <source>登録館</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>見つかった利用者</source>
        <translation>Patrons found</translation>
    </message>
    <message>
        <source>見つかりません。文字を減らすか、読みや生年月日を確かめてください。</source>
        <translation>No patron found. Type fewer characters, or ask how the name is read or for the date of birth.</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>電話番号(下4桁でも)</source>
        <translation>Phone (or last 4)</translation>
    </message>
    <message>
        <source>電話番号として探す</source>
        <translation>Search as telephone number</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>%1(見つかりません)</source>
        <translation>%1 (not found)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1から%2までの数字を入力してください。</source>
        <translation>Enter a number from %1 to %2.</translation>
    </message>
    <message>
        <source>%1ミリ秒にする</source>
        <translation>Use %1 ms</translation>
    </message>
    <message>
        <source>%1ミリ秒の設定で読み取れます。</source>
        <translation> It is recognized at %1 ms.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>ここで利用カードを読み取ってください</source>
        <translation>Scan a library card here</translation>
    </message>
    <message>
        <source>この読み取り機には%1ミリ秒が合います。</source>
        <translation> %1 ms suits this scanner.</translation>
    </message>
    <message>
        <source>どの館のどの窓口で行ったかとして、操作の記録に残ります。</source>
        <translation>The activity log says at which branch and counter something was done.</translation>
    </message>
    <message>
        <source>のぞき見を防ぐ</source>
        <translation>Privacy</translation>
    </message>
    <message>
        <source>キーとキーの間隔がこれより短ければ、読み取りとみなす</source>
        <translation>Keys closer together than this count as a scan</translation>
    </message>
    <message>
        <source>サインインすると決まります</source>
        <translation>Known after signing in</translation>
    </message>
    <message>
        <source>システムに合わせる</source>
        <translation>Same as the system</translation>
    </message>
    <message>
        <source>デモでは決まっています</source>
        <translation>Fixed in the demo</translation>
    </message>
    <message>
        <source>ハイコントラスト</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>パスワード票</source>
        <translation>Password slip</translation>
    </message>
    <message>
        <source>パスワード票を試し刷り</source>
        <translation>Sample password slip</translation>
    </message>
    <message>
        <source>プリンター</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>ミリ秒</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>ロックまでの時間は、画面を隠すまでの時間より短くできません。</source>
        <translation>Locking can&apos;t come before hiding.</translation>
    </message>
    <message>
        <source>一覧で、文字のキーで手続きをする</source>
        <translation>Letters stand for acts in lists</translation>
    </message>
    <message>
        <source>下の設定は、開いている利用者を閉じると変わります。</source>
        <translation>The settings below change once no patron is open.</translation>
    </message>
    <message>
        <source>保存しない</source>
        <translation>Don&apos;t save</translation>
    </message>
    <message>
        <source>保存する</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>分(0 は、しない)</source>
        <translation>minutes (0 = never)</translation>
    </message>
    <message>
        <source>利用カードの読み取りではないようです。もう一度読み取ってください。</source>
        <translation>That doesn&apos;t look like a scanned card. Scan it again.</translation>
    </message>
    <message>
        <source>利用者を開いたとき、タイトルを隠しておく</source>
        <translation>Mask titles when a patron is opened</translation>
    </message>
    <message>
        <source>印刷</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>印刷のたびに、プリンターと用紙を選び直す</source>
        <translation>Choose printer and paper each time</translation>
    </message>
    <message>
        <source>印刷を取り消す</source>
        <translation>Stop printing</translation>
    </message>
    <message>
        <source>図書館の決めた値に、読めないものがあります(プログラムの値を使うか、ないものとしています): %1</source>
        <translation>Some of the library&apos;s own values can&apos;t be read (the program&apos;s own are used, or they count as not there): %1</translation>
    </message>
    <message>
        <source>実際のキーの間隔は、ふつう%1ミリ秒、最も長いところで%2ミリ秒でした(%3文字)。</source>
        <translation>The keys were usually %1 ms apart, and %2 ms at most (%3 characters).</translation>
    </message>
    <message>
        <source>手の入力と見分けられません。文字と文字の間に待ち時間を入れないよう、読み取り機を設定してください。</source>
        <translation> That can&apos;t be told from typing. Set the scanner to send without a delay between characters.</translation>
    </message>
    <message>
        <source>操作がなければロックするまで</source>
        <translation>Lock the desk when idle for</translation>
    </message>
    <message>
        <source>操作がなければ画面を隠すまで</source>
        <translation>Hide the screen when idle for</translation>
    </message>
    <message>
        <source>操作の結果を音でも知らせる</source>
        <translation>Play sounds for results as well</translation>
    </message>
    <message>
        <source>文字の大きさ</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>明るい</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>暗い</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>決めない(印刷のたびに選ぶ)</source>
        <translation>None (choose each time)</translation>
    </message>
    <message>
        <source>用紙</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>画面の言語</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>窓口の名前</source>
        <translation>Counter name</translation>
    </message>
    <message>
        <source>窓口の名前は%1文字までです。</source>
        <translation>The counter name can have at most %1 characters.</translation>
    </message>
    <message>
        <source>窓口の名前を入力してください。</source>
        <translation>Enter the counter name.</translation>
    </message>
    <message>
        <source>管理者が決めています</source>
        <translation>Set by the administrator</translation>
    </message>
    <message>
        <source>管理者の設定に、この版が知らない項目があります(効いていません): %1</source>
        <translation>The administrator&apos;s settings have keys that this version doesn&apos;t know (they have no effect): %1</translation>
    </message>
    <message>
        <source>色</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>英語の画面で、利用者のページの言葉に英語を添える</source>
        <translation>On an English screen, show English beside the words of the patron page</translation>
    </message>
    <message>
        <source>表示</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>見本の印刷</source>
        <translation>Sample</translation>
    </message>
    <message>
        <source>見本の印刷を取り消しました。</source>
        <translation>The sample was stopped.</translation>
    </message>
    <message>
        <source>見本はプリンターの順番を待っています。</source>
        <translation>The sample is waiting in the print queue.</translation>
    </message>
    <message>
        <source>見本をプリンターに送っています…</source>
        <translation>Sending the sample to the printer…</translation>
    </message>
    <message>
        <source>見本を印刷しました。紙の大きさと、端が切れていないことを確かめてください。</source>
        <translation>The sample was printed. Check the paper size, and that nothing is cut off.</translation>
    </message>
    <message>
        <source>設定</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>読み取り</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>読み取りの終わりの Enter を待つ時間</source>
        <translation>Wait for the Enter after a scan for</translation>
    </message>
    <message>
        <source>読み取りを試す</source>
        <translation>Try the scanner</translation>
    </message>
    <message>
        <source>返却期限票</source>
        <translation>Due-date slip</translation>
    </message>
    <message>
        <source>返却期限票を試し刷り</source>
        <translation>Sample due-date slip</translation>
    </message>
    <message>
        <source>開いている利用者を閉じると変わります。</source>
        <translation>Changes once no patron is open.</translation>
    </message>
    <message>
        <source>館</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>館と窓口</source>
        <translation>Workplace</translation>
    </message>
    <message>
        <source>館は、サインインしたあとに選べます</source>
        <translation>The branch can be chosen after signing in</translation>
    </message>
    <message>
        <source>館を選んでください。</source>
        <translation>Choose a branch.</translation>
    </message>
</context>
<context>
    <name>suspensions</name>
    <message>
        <source>%1 %2: %3 (%4)</source>
        <translation>%1 %2: %3 (%4)</translation>
    </message>
    <message>
        <source>%1(%2件)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1から</source>
        <translation>From %1</translation>
    </message>
    <message>
        <source>%1まで</source>
        <translation>Until %1</translation>
    </message>
    <message>
        <source>✓ 変更しました</source>
        <translation>✓ Changed</translation>
    </message>
    <message>
        <source>いつまで</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>それでも解除する理由</source>
        <translation>Reason for lifting it all the same</translation>
    </message>
    <message>
        <source>つながったが伝えていない</source>
        <translation>Reached, not told</translation>
    </message>
    <message>
        <source>なし</source>
        <translation>None</translation>
    </message>
    <message>
        <source>はがき</source>
        <translation>Postcard</translation>
    </message>
    <message>
        <source>はがきを送る</source>
        <translation>Send a postcard</translation>
    </message>
    <message>
        <source>ほか%1回</source>
        <translation>Earlier attempts: %1</translation>
    </message>
    <message>
        <source>カード発見</source>
        <translation>Card found</translation>
    </message>
    <message>
        <source>メモ</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>メール</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>メールを送る</source>
        <translation>Send an e-mail</translation>
    </message>
    <message>
        <source>メールを送る(更新できないことも知らせる)</source>
        <translation>Send an e-mail (also: no renewals)</translation>
    </message>
    <message>
        <source>・%1 (%2 返却期限日 %3)</source>
        <translation>• %1 (%2, due %3)</translation>
    </message>
    <message>
        <source>・%1 (返却期限日 %3)</source>
        <translation>• %1 (due %3)</translation>
    </message>
    <message>
        <source>了承を得ています。カードの再発行を案内します。</source>
        <translation>The patron agreed. Explain how cards are replaced.</translation>
    </message>
    <message>
        <source>予約</source>
        <translation>holds</translation>
    </message>
    <message>
        <source>今の連絡先を確かめ、責任者に解除を頼みます。</source>
        <translation>Check the current contact details, and ask a supervisor to lift the suspension.</translation>
    </message>
    <message>
        <source>今の連絡先を確かめ、責任者の承認を受けて解除します。</source>
        <translation>Check the current contact details, then lift the suspension with a supervisor&apos;s approval.</translation>
    </message>
    <message>
        <source>今の連絡先を確かめて解除します。</source>
        <translation>Check the current contact details, then lift the suspension.</translation>
    </message>
    <message>
        <source>今の連絡先を確かめました</source>
        <translation>Current contact details checked</translation>
    </message>
    <message>
        <source>今の連絡先を確かめます。</source>
        <translation>Ask for the current contact details.</translation>
    </message>
    <message>
        <source>代替カードが登録されています。</source>
        <translation>A replacement card is registered.</translation>
    </message>
    <message>
        <source>代替カードの登録がありません。</source>
        <translation>No replacement card is registered.</translation>
    </message>
    <message>
        <source>伝言がまだです</source>
        <translation>Not told yet</translation>
    </message>
    <message>
        <source>住所を確認できるものをお持ちか尋ねます。</source>
        <translation>Ask for proof of the address.</translation>
    </message>
    <message>
        <source>住所を確認できるものを見て、責任者に解除を頼みます。</source>
        <translation>See proof of the address, and ask a supervisor to lift the suspension.</translation>
    </message>
    <message>
        <source>住所を確認できるものを見て、責任者の承認を受けて解除します。</source>
        <translation>See proof of the address, then lift the suspension with a supervisor&apos;s approval.</translation>
    </message>
    <message>
        <source>住所を確認できるものを見て解除します。</source>
        <translation>See proof of the address, then lift the suspension.</translation>
    </message>
    <message>
        <source>住所を確認できるものを見ました</source>
        <translation>Proof of address seen</translation>
    </message>
    <message>
        <source>住所変更</source>
        <translation>Change of address</translation>
    </message>
    <message>
        <source>使われていない番号</source>
        <translation>Number not in use</translation>
    </message>
    <message>
        <source>利用者には、理由もメモも表示されません。</source>
        <translation>The patron sees neither the reason nor the note.</translation>
    </message>
    <message>
        <source>対応は済みましたか。対応済にした申し出は、元に戻せません。</source>
        <translation>Has it been dealt with? A settled report can&apos;t be reopened.</translation>
    </message>
    <message>
        <source>対応済</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>対応済にしない</source>
        <translation>Don&apos;t mark</translation>
    </message>
    <message>
        <source>対応済にする</source>
        <translation>Mark as settled</translation>
    </message>
    <message>
        <source>封書</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>封書を送る</source>
        <translation>Send a letter</translation>
    </message>
    <message>
        <source>延滞中の資料</source>
        <translation>Overdue items</translation>
    </message>
    <message>
        <source>延滞中の資料が%1点あります。</source>
        <translation>Overdue items: %1.</translation>
    </message>
    <message>
        <source>延滞中の資料がなくても、貸出禁止にします</source>
        <translation>Suspend although nothing is overdue</translation>
    </message>
    <message>
        <source>延滞中の資料はありません。</source>
        <translation>No items are overdue.</translation>
    </message>
    <message>
        <source>応答なし</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>戻ってきた</source>
        <translation>Came back</translation>
    </message>
    <message>
        <source>折り返しを頼んだ</source>
        <translation>Asked to call back</translation>
    </message>
    <message>
        <source>担当 %1</source>
        <translation>By %1</translation>
    </message>
    <message>
        <source>新しいカードを渡し、責任者に解除を頼みます。</source>
        <translation>Hand over the new card, and ask a supervisor to lift the suspension.</translation>
    </message>
    <message>
        <source>新しいカードを渡し、責任者の承認を受けて解除します。</source>
        <translation>Hand over the new card, then lift the suspension with a supervisor&apos;s approval.</translation>
    </message>
    <message>
        <source>新しい利用カードを渡しました</source>
        <translation>New card handed over</translation>
    </message>
    <message>
        <source>本人に伝えた</source>
        <translation>Patron told</translation>
    </message>
    <message>
        <source>本人を確認し、新しいカードを渡して解除します。</source>
        <translation>Check who it is, hand over the new card, then lift the suspension.</translation>
    </message>
    <message>
        <source>本人を確認しました</source>
        <translation>Patron identified</translation>
    </message>
    <message>
        <source>次に%1 %2</source>
        <translation>Next: %1 %2</translation>
    </message>
    <message>
        <source>止めている手続き: %1</source>
        <translation>Stops: %1</translation>
    </message>
    <message>
        <source>止めている手続きはありません。</source>
        <translation>Stops nothing.</translation>
    </message>
    <message>
        <source>注意事項</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>用件 %1</source>
        <translation>Message: %1</translation>
    </message>
    <message>
        <source>用件が伝わったか確かめ、責任者に解除を頼みます。</source>
        <translation>Check that the message was given, and ask a supervisor to lift the suspension.</translation>
    </message>
    <message>
        <source>用件が伝わったか確かめ、責任者の承認を受けて解除します。</source>
        <translation>Check that the message was given, then lift the suspension with a supervisor&apos;s approval.</translation>
    </message>
    <message>
        <source>用件が伝わったか確かめて解除します。</source>
        <translation>Check that the message was given, then lift the suspension.</translation>
    </message>
    <message>
        <source>用件を伝えてから解除します。</source>
        <translation>Give the message, then lift the suspension.</translation>
    </message>
    <message>
        <source>用件を本人に伝えました</source>
        <translation>Message given to the patron</translation>
    </message>
    <message>
        <source>用件を責任者に確かめます。</source>
        <translation>Ask a supervisor what the message is.</translation>
    </message>
    <message>
        <source>申し出</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>申し出「%1」(%2)を対応済にする</source>
        <translation>Mark the report “%1” (%2) as settled</translation>
    </message>
    <message>
        <source>申し出の一覧</source>
        <translation>Waiting reports</translation>
    </message>
    <message>
        <source>申し出の記録</source>
        <translation>Record a report</translation>
    </message>
    <message>
        <source>登録の住所が %1 に変更されています。</source>
        <translation>The registered address was changed on %1.</translation>
    </message>
    <message>
        <source>登録の電話番号が %1 に変更されています。</source>
        <translation>The registered phone number was changed on %1.</translation>
    </message>
    <message>
        <source>確かめてから解除</source>
        <translation>Lift after checking</translation>
    </message>
    <message>
        <source>窓口</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>解除</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>解除しない</source>
        <translation>Don&apos;t lift</translation>
    </message>
    <message>
        <source>解除する</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>解除できます</source>
        <translation>Can be lifted</translation>
    </message>
    <message>
        <source>記録しない</source>
        <translation>Don&apos;t record</translation>
    </message>
    <message>
        <source>記録する</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>話を断られた</source>
        <translation>Refused to talk</translation>
    </message>
    <message>
        <source>責任者が対応します。貸出禁止は、記録しただけでは解除されません。</source>
        <translation>A supervisor will deal with it. Recording it does not lift a suspension.</translation>
    </message>
    <message>
        <source>貸出</source>
        <translation>loans</translation>
    </message>
    <message>
        <source>貸出更新</source>
        <translation>renewals</translation>
    </message>
    <message>
        <source>貸出禁止</source>
        <translation>Suspend</translation>
    </message>
    <message>
        <source>貸出禁止にしてから、登録の住所が変更されていません。</source>
        <translation>The registered address has not changed since the suspension.</translation>
    </message>
    <message>
        <source>貸出禁止にしない</source>
        <translation>Don&apos;t suspend</translation>
    </message>
    <message>
        <source>貸出禁止にする</source>
        <translation>Suspend borrowing</translation>
    </message>
    <message>
        <source>貸出禁止の解除</source>
        <translation>Lift a suspension</translation>
    </message>
    <message>
        <source>貸出禁止を検討する</source>
        <translation>Consider a suspension</translation>
    </message>
    <message>
        <source>貸出禁止日</source>
        <translation>Suspended on</translation>
    </message>
    <message>
        <source>貸出禁止日 %1</source>
        <translation>Suspended on %1</translation>
    </message>
    <message>
        <source>返却された資料を確かめました</source>
        <translation>Returned items checked</translation>
    </message>
    <message>
        <source>返却をお願いし、済んだら確かめて解除します。</source>
        <translation>Ask for the items; once they are back, check them and lift the suspension.</translation>
    </message>
    <message>
        <source>返却をお願いし、済んだら責任者に解除を頼みます。</source>
        <translation>Ask for the items; once they are back, ask a supervisor to lift the suspension.</translation>
    </message>
    <message>
        <source>返却をお願いし、済んだら責任者の承認を受けて解除します。</source>
        <translation>Ask for the items; once they are back, lift the suspension with a supervisor&apos;s approval.</translation>
    </message>
    <message>
        <source>返却を確かめ、責任者に解除を頼みます。</source>
        <translation>Check that the items are back, and ask a supervisor to lift the suspension.</translation>
    </message>
    <message>
        <source>返却を確かめ、責任者の承認を受けて解除します。</source>
        <translation>Check that the items are back, then lift the suspension with a supervisor&apos;s approval.</translation>
    </message>
    <message>
        <source>返却を確かめて解除します。</source>
        <translation>Check that the items are back, then lift the suspension.</translation>
    </message>
    <message>
        <source>返却済</source>
        <translation>Items returned</translation>
    </message>
    <message>
        <source>送った</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>連絡%1回</source>
        <translation>Attempts: %1</translation>
    </message>
    <message>
        <source>連絡がついた</source>
        <translation>Contact made</translation>
    </message>
    <message>
        <source>連絡がつきました。</source>
        <translation>The patron was reached.</translation>
    </message>
    <message>
        <source>連絡はまだ</source>
        <translation>Not contacted yet</translation>
    </message>
    <message>
        <source>連絡を記録</source>
        <translation>Record contact</translation>
    </message>
    <message>
        <source>選んでください</source>
        <translation>Choose one</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>電話</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>電話する</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>電話・住所の変更なし</source>
        <translation>Phone, address unchanged</translation>
    </message>
</context>
<context>
    <name>today</name>
    <message>
        <source>%1 すべて</source>
        <translation>%1: all</translation>
    </message>
    <message>
        <source>%1: 承認されました(%2 までに開いて Enter)</source>
        <translation>%1: approved (open until %2, then Enter)</translation>
    </message>
    <message>
        <source>%1: 承認を待っています(%2 まで)</source>
        <translation>%1: waits for approval (until %2)</translation>
    </message>
    <message>
        <source>%1だけ解除</source>
        <translation>Lift %1 only</translation>
    </message>
    <message>
        <source>%1は残ります</source>
        <translation>%1 stays</translation>
    </message>
    <message>
        <source>%1件をまとめて解除…</source>
        <translation>Lift %1…</translation>
    </message>
    <message>
        <source>%1件を解除する</source>
        <translation>Lift %1</translation>
    </message>
    <message>
        <source>%1日以上</source>
        <translation>%1 days or more</translation>
    </message>
    <message>
        <source>%1日前</source>
        <translation>%1 d ago</translation>
    </message>
    <message>
        <source>%1日過ぎています</source>
        <translation>%1 d late</translation>
    </message>
    <message>
        <source>%1点 %2日延滞</source>
        <translation>%1 overdue, %2 d</translation>
    </message>
    <message>
        <source>CSV に保存</source>
        <translation>Save as CSV</translation>
    </message>
    <message>
        <source>ありません</source>
        <translation>Nothing</translation>
    </message>
    <message>
        <source>いちばん古いもの %1日前</source>
        <translation>Oldest: %1 d ago</translation>
    </message>
    <message>
        <source>いちばん古いもの 今日</source>
        <translation>Oldest: today</translation>
    </message>
    <message>
        <source>いつから</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>うち予定日を過ぎた %1</source>
        <translation>%1 past the day that was set</translation>
    </message>
    <message>
        <source>この貸出禁止を解除する</source>
        <translation>Lift this suspension</translation>
    </message>
    <message>
        <source>すべて選ぶ</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>できます</source>
        <translation>Can be lifted</translation>
    </message>
    <message>
        <source>はじめの%1件を選ぶ</source>
        <translation>Select first %1</translation>
    </message>
    <message>
        <source>まだです</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>カード番号</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>パスワード票を渡した記録がありません(まだなら再発行)</source>
        <translation>No record that the password slip was handed over (if it was not, reissue)</translation>
    </message>
    <message>
        <source>ファイル名</source>
        <translation>File name</translation>
    </message>
    <message>
        <source>フォルダー</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>メモ</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>メールが届きませんでした</source>
        <translation>A mail did not arrive</translation>
    </message>
    <message>
        <source>一覧からの解除</source>
        <translation>Lift from the list</translation>
    </message>
    <message>
        <source>一覧を CSV に保存</source>
        <translation>Save the list as CSV</translation>
    </message>
    <message>
        <source>予定日を過ぎた連絡</source>
        <translation>Past the day set</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>today</translation>
    </message>
    <message>
        <source>今日の仕事</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>代替カード %1</source>
        <translation>New card %1</translation>
    </message>
    <message>
        <source>代替カードなし</source>
        <translation>No replacement card</translation>
    </message>
    <message>
        <source>代替カードを待つ</source>
        <translation>Wait for the new card</translation>
    </message>
    <message>
        <source>伝わったか確かめる</source>
        <translation>Check they were told</translation>
    </message>
    <message>
        <source>伝言がまだです</source>
        <translation>Not told yet</translation>
    </message>
    <message>
        <source>住所の変更なし</source>
        <translation>Address unchanged</translation>
    </message>
    <message>
        <source>住所は %1 に変更済</source>
        <translation>Address changed %1</translation>
    </message>
    <message>
        <source>保存しない</source>
        <translation>Don&apos;t save</translation>
    </message>
    <message>
        <source>保存する</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>全館</source>
        <translation>all branches</translation>
    </message>
    <message>
        <source>全館 %1</source>
        <translation>all %1</translation>
    </message>
    <message>
        <source>利用者</source>
        <translation>Patron</translation>
    </message>
    <message>
        <source>届出を待つ</source>
        <translation>Wait for the change</translation>
    </message>
    <message>
        <source>延滞中の資料はありません</source>
        <translation>Nothing is overdue</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Acts</translation>
    </message>
    <message>
        <source>新しいカードを渡す</source>
        <translation>Hand over the new card</translation>
    </message>
    <message>
        <source>書類を見る</source>
        <translation>See the proof</translation>
    </message>
    <message>
        <source>期間</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>本人に伝える</source>
        <translation>Tell the patron</translation>
    </message>
    <message>
        <source>条件がそろっています</source>
        <translation>Nothing stands in the way</translation>
    </message>
    <message>
        <source>次にすること</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>氏名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>State</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>用件</source>
        <translation>What waits</translation>
    </message>
    <message>
        <source>申し出「%1」</source>
        <translation>Report: %1</translation>
    </message>
    <message>
        <source>申し出の日</source>
        <translation>Reported on</translation>
    </message>
    <message>
        <source>登録館</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>自分の仕事</source>
        <translation>My work</translation>
    </message>
    <message>
        <source>表計算ソフトは = + - @ で始まる欄を式として実行します。そのような欄は、先頭に &apos; を付けて保存します。</source>
        <translation>Spreadsheets run cells that begin with = + - @ as formulas. Such cells are saved with a leading &apos;.</translation>
    </message>
    <message>
        <source>解除</source>
        <translation>Lifting</translation>
    </message>
    <message>
        <source>解除しています…</source>
        <translation>Lifting…</translation>
    </message>
    <message>
        <source>解除しない</source>
        <translation>Don&apos;t lift</translation>
    </message>
    <message>
        <source>解除する</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>解除するものを一つ以上選んでください。</source>
        <translation>Choose at least one to lift.</translation>
    </message>
    <message>
        <source>記録番号 %1</source>
        <translation>Record %1</translation>
    </message>
    <message>
        <source>貸出禁止からの日数</source>
        <translation>Days suspended</translation>
    </message>
    <message>
        <source>貸出禁止一覧</source>
        <translation>Suspensions</translation>
    </message>
    <message>
        <source>貸出禁止一覧の%1件を保存します。ファイルには氏名と利用カード番号が入ります。保存したことは、記録されます。</source>
        <translation>The list of suspensions will be saved (rows: %1). The file holds names and card numbers. Saving it is recorded.</translation>
    </message>
    <message>
        <source>貸出禁止日</source>
        <translation>Suspended on</translation>
    </message>
    <message>
        <source>貸出禁止日 %1</source>
        <translation>Suspended on %1</translation>
    </message>
    <message>
        <source>質問の回答ができています</source>
        <translation>A question has its answer</translation>
    </message>
    <message>
        <source>返却を待つ</source>
        <translation>Wait for the return</translation>
    </message>
    <message>
        <source>返却を確かめる</source>
        <translation>Check the return</translation>
    </message>
    <message>
        <source>連絡がつきました</source>
        <translation>Reached</translation>
    </message>
    <message>
        <source>連絡の予定日</source>
        <translation>Contact day</translation>
    </message>
    <message>
        <source>連絡先をたずねる</source>
        <translation>Ask for contact details</translation>
    </message>
    <message>
        <source>連絡先を確かめる</source>
        <translation>Check contact details</translation>
    </message>
    <message>
        <source>過ぎた %1</source>
        <translation>%1 late</translation>
    </message>
    <message>
        <source>選ぶ</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>選択</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>選択をすべて外す</source>
        <translation>Select none</translation>
    </message>
    <message>
        <source>選択を外す</source>
        <translation>Deselect</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>電話・住所の変更なし</source>
        <translation>Phone, address unchanged</translation>
    </message>
    <message>
        <source>電話番号は %1 に変更済</source>
        <translation>Phone changed %1</translation>
    </message>
    <message>
        <source>館</source>
        <translation>Branch</translation>
    </message>
</context>
<context>
    <name>tour</name>
    <message>
        <source>これで一通りです。F1 を押すと、いまの画面のヘルプがいつでも開きます。この案内は、右上の「ヘルプ」からもう一度見られます。</source>
        <translation>That&apos;s the tour. F1 opens the help for the current screen. You can take the tour again from Help.</translation>
    </message>
    <message>
        <source>パスワードを発行しました。Esc を押すと、利用者が画面から消えます。席を離れるときは F12 でロックします。</source>
        <translation>The password is issued. Press Esc and the patron leaves the screen. When you leave your seat, lock with F12.</translation>
    </message>
    <message>
        <source>利用者が「利用者のページ」で見ているものが、同じ順に並びます。上下の矢印で行を選べます。F6 を押して、次の一覧に移ってください。</source>
        <translation>These are the patron page&apos;s lists, in the same order. Up and Down choose a row. Press F6 to go to the next list.</translation>
    </message>
    <message>
        <source>左上の番号・氏名の欄に %1 と入力して Enter を押してください。カードを読み取り機で読み取るのと同じことです。</source>
        <translation>Type %1 into the number-or-name field at the top left and press Enter. A scanner does exactly that.</translation>
    </message>
    <message>
        <source>練習に使える利用カードの番号</source>
        <translation>the number of a practice card</translation>
    </message>
    <message>
        <source>職員の列には、できない理由と、窓口でできることが出ます。次は F4 を押して、パスワードを再発行してみましょう。</source>
        <translation>The staff column tells why something can&apos;t be done, and what the counter can do. Next, press F4 and reissue the password.</translation>
    </message>
    <message>
        <source>誰も開いていないときに出る「今日の仕事」の数字を押すと、待っている仕事の一覧が開きます。</source>
        <translation>“Today” is there while nobody is open: its numbers open lists of the work that waits.</translation>
    </message>
    <message>
        <source>開いた画面のとおりに進みます。カードを読み取るように言われたら、カード番号をもう一度入力して Enter を押します。</source>
        <translation>Follow the steps. When you are asked to scan the card, type the card number again and press Enter.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>(タイトルなし)</source>
        <translation>(no title)</translation>
    </message>
    <message>
        <source>10代</source>
        <translation>10–19</translation>
    </message>
    <message>
        <source>20代</source>
        <translation>20–29</translation>
    </message>
    <message>
        <source>30代</source>
        <translation>30–39</translation>
    </message>
    <message>
        <source>40代</source>
        <translation>40–49</translation>
    </message>
    <message>
        <source>50代</source>
        <translation>50–59</translation>
    </message>
    <message>
        <source>60代</source>
        <translation>60–69</translation>
    </message>
    <message>
        <source>70代</source>
        <translation>70–79</translation>
    </message>
    <message>
        <source>80mmロール紙</source>
        <translation>80 mm roll</translation>
    </message>
    <message>
        <source>80歳以上</source>
        <translation>80 or older</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>A6</source>
        <translation>A6</translation>
    </message>
    <message>
        <source>①カード紛失</source>
        <translation>① Card lost</translation>
    </message>
    <message>
        <source>②連絡がとれない</source>
        <translation>② Can&apos;t be contacted</translation>
    </message>
    <message>
        <source>③長期延滞</source>
        <translation>③ Long overdue</translation>
    </message>
    <message>
        <source>④住所変更の手続き中</source>
        <translation>④ Address change pending</translation>
    </message>
    <message>
        <source>⑤伝えたいことあり</source>
        <translation>⑤ Message for the patron</translation>
    </message>
    <message>
        <source>このシステムではできません</source>
        <translation>This library system can’t do it</translation>
    </message>
    <message>
        <source>この担当ではできません</source>
        <translation>Not allowed for your role</translation>
    </message>
    <message>
        <source>ご本人からの申し出か、まだ確認していません</source>
        <translation>Not yet known whether the patron reports it</translation>
    </message>
    <message>
        <source>ご本人の了承をまだ得ていません</source>
        <translation>The patron hasn&apos;t agreed yet</translation>
    </message>
    <message>
        <source>すでに貸出禁止中です</source>
        <translation>Already suspended</translation>
    </message>
    <message>
        <source>はじめの読み取り</source>
        <translation>The first scan</translation>
    </message>
    <message>
        <source>まだ予約待ちです</source>
        <translation>Still waiting</translation>
    </message>
    <message>
        <source>まだ確認していないことがあります</source>
        <translation>Something is left to check</translation>
    </message>
    <message>
        <source>もう解除されています</source>
        <translation>Already lifted</translation>
    </message>
    <message>
        <source>カードの再発行がまだです</source>
        <translation>Card not replaced yet</translation>
    </message>
    <message>
        <source>カードの読み取りから時間がたっています</source>
        <translation>The card was scanned too long ago</translation>
    </message>
    <message>
        <source>カードの読み取りが必要です</source>
        <translation>The card has to be scanned</translation>
    </message>
    <message>
        <source>カードを目視</source>
        <translation>Card seen</translation>
    </message>
    <message>
        <source>カード紛失の貸出禁止がまだ解除されていません</source>
        <translation>The suspension for the lost card isn&apos;t lifted yet</translation>
    </message>
    <message>
        <source>データのない新しい本や、市外の図書館で検索中の資料は、予約一覧にもリクエスト一覧にも出ません。</source>
        <translation>New books without a record, and items being sought from other libraries, appear in neither 「予約一覧」 nor 「リクエスト一覧」.</translation>
    </message>
    <message>
        <source>パスワードが発行されていません</source>
        <translation>No password has been issued</translation>
    </message>
    <message>
        <source>パスワードの利用を停止しています</source>
        <translation>The password is disabled</translation>
    </message>
    <message>
        <source>パスワード再発行</source>
        <translation>Reissue password</translation>
    </message>
    <message>
        <source>パスワード発行</source>
        <translation>Issue password</translation>
    </message>
    <message>
        <source>メールアドレスの登録がありません</source>
        <translation>No e-mail address is registered</translation>
    </message>
    <message>
        <source>ロックされていません</source>
        <translation>Not locked</translation>
    </message>
    <message>
        <source>ロック中</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>ロック中です</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>一覧の%1行目</source>
        <translation>row %1</translation>
    </message>
    <message>
        <source>中学生</source>
        <translation>Junior high school</translation>
    </message>
    <message>
        <source>予約に戻せる日を過ぎました</source>
        <translation>Too late to restore</translation>
    </message>
    <message>
        <source>予約の上限です</source>
        <translation>Hold limit reached</translation>
    </message>
    <message>
        <source>予約カードが一覧にないときは</source>
        <translation>If a hold slip isn&apos;t listed</translation>
    </message>
    <message>
        <source>予約待ちではありません</source>
        <translation>Not waiting</translation>
    </message>
    <message>
        <source>予約待ち期限切れ</source>
        <translation>The wait has ended</translation>
    </message>
    <message>
        <source>代理</source>
        <translation>Representative</translation>
    </message>
    <message>
        <source>代理の受け取りはできません</source>
        <translation>Can&apos;t be given to a representative</translation>
    </message>
    <message>
        <source>休館日のため</source>
        <translation>Regular closing day</translation>
    </message>
    <message>
        <source>住所をまだ確認していません</source>
        <translation>Proof of address not seen yet</translation>
    </message>
    <message>
        <source>住所変更の手続きがまだです</source>
        <translation>Address change still pending</translation>
    </message>
    <message>
        <source>保護者</source>
        <translation>Guardian</translation>
    </message>
    <message>
        <source>保護者が受け取れる年齢を過ぎています</source>
        <translation>Too old for a guardian to receive it</translation>
    </message>
    <message>
        <source>再発行前のカード</source>
        <translation>Replaced card</translation>
    </message>
    <message>
        <source>初期パスワードの期限切れです</source>
        <translation>The initial password has expired</translation>
    </message>
    <message>
        <source>初期・未変更</source>
        <translation>Initial, unchanged</translation>
    </message>
    <message>
        <source>初期・未変更(期限 %1)</source>
        <translation>Initial, until %1</translation>
    </message>
    <message>
        <source>別の人の利用カードです</source>
        <translation>Somebody else&apos;s card</translation>
    </message>
    <message>
        <source>利用カードがありません</source>
        <translation>There is no library card</translation>
    </message>
    <message>
        <source>利用カードをまだ確認していません</source>
        <translation>The card is still to be shown</translation>
    </message>
    <message>
        <source>利用カードを読み取り</source>
        <translation>Card scanned</translation>
    </message>
    <message>
        <source>利用停止中</source>
        <translation>Disabled</translation>
    </message>
    <message>
        <source>利用制限中</source>
        <translation>Restricted</translation>
    </message>
    <message>
        <source>前のお知らせメールが送信待ちです</source>
        <translation>The previous e-mail is still waiting</translation>
    </message>
    <message>
        <source>取置中ではありません</source>
        <translation>Not on the hold shelf</translation>
    </message>
    <message>
        <source>取置延長済み</source>
        <translation>Already extended</translation>
    </message>
    <message>
        <source>取置期限切れ</source>
        <translation>Pick-up date passed</translation>
    </message>
    <message>
        <source>受取ポイントは移動図書館だけです</source>
        <translation>Only the mobile library has stops</translation>
    </message>
    <message>
        <source>受取ポイントを選んでいません</source>
        <translation>No stop is chosen</translation>
    </message>
    <message>
        <source>同じ申し出がもう記録されています</source>
        <translation>Already reported</translation>
    </message>
    <message>
        <source>同じ資料を予約中です</source>
        <translation>Already on hold</translation>
    </message>
    <message>
        <source>図書館のシステムの判断です</source>
        <translation>the library&apos;s system decided so</translation>
    </message>
    <message>
        <source>小学生</source>
        <translation>Primary school</translation>
    </message>
    <message>
        <source>年末年始休館のため</source>
        <translation>New Year closure</translation>
    </message>
    <message>
        <source>延滞中の資料があります</source>
        <translation>Items are overdue</translation>
    </message>
    <message>
        <source>延滞中の資料がありません</source>
        <translation>Nothing is overdue</translation>
    </message>
    <message>
        <source>更新しても延びません</source>
        <translation>No later due date</translation>
    </message>
    <message>
        <source>有効</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>期限切れ</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>未就学児</source>
        <translation>Pre-school</translation>
    </message>
    <message>
        <source>未発行</source>
        <translation>Not issued</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>The patron</translation>
    </message>
    <message>
        <source>本人の確認がまだです</source>
        <translation>The caller isn&apos;t identified yet</translation>
    </message>
    <message>
        <source>本人変更済</source>
        <translation>Changed by the patron</translation>
    </message>
    <message>
        <source>次の連絡日がもう過ぎています</source>
        <translation>The day of the next contact is already past</translation>
    </message>
    <message>
        <source>氏名の登録がありません</source>
        <translation>no name registered</translation>
    </message>
    <message>
        <source>無期限</source>
        <translation>No expiry</translation>
    </message>
    <message>
        <source>特別整理休館のため</source>
        <translation>Stock-taking closure</translation>
    </message>
    <message>
        <source>生年月日の登録がありません</source>
        <translation>No date of birth is registered</translation>
    </message>
    <message>
        <source>番号を入力</source>
        <translation>Number typed</translation>
    </message>
    <message>
        <source>発行済み</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>確保した資料がありません</source>
        <translation>No copy is kept any more</translation>
    </message>
    <message>
        <source>窓口</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>窓口でのみ受け付けます</source>
        <translation>Only at the counter</translation>
    </message>
    <message>
        <source>窓口担当</source>
        <translation>Counter staff</translation>
    </message>
    <message>
        <source>紛失の届けあり</source>
        <translation>Reported lost</translation>
    </message>
    <message>
        <source>紛失の届けがありません</source>
        <translation>Not reported lost</translation>
    </message>
    <message>
        <source>紛失の届けがあるカードです</source>
        <translation>This card was reported lost</translation>
    </message>
    <message>
        <source>臨時休館のため</source>
        <translation>Closed that day</translation>
    </message>
    <message>
        <source>解除するまでロック中です</source>
        <translation>Locked until somebody unlocks it</translation>
    </message>
    <message>
        <source>責任者</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>資料の現物をまだ確認していません</source>
        <translation>Item not seen yet</translation>
    </message>
    <message>
        <source>返却期限日 %1</source>
        <translation>due %1</translation>
    </message>
    <message>
        <source>通称 %1</source>
        <translation>Also %1</translation>
    </message>
    <message>
        <source>連絡の記録の対象ではありません</source>
        <translation>No contacts are recorded for this</translation>
    </message>
    <message>
        <source>連絡方法がメールの予約があります</source>
        <translation>Some holds are notified by e-mail</translation>
    </message>
    <message>
        <source>選べない区分です</source>
        <translation>Not one of the choices</translation>
    </message>
    <message>
        <source>選べない取消区分です</source>
        <translation>Not one of the reasons</translation>
    </message>
    <message>
        <source>選べない連絡方法です</source>
        <translation>Not one of the ways of notifying</translation>
    </message>
    <message>
        <source>電話</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>電話担当</source>
        <translation>Phone staff</translation>
    </message>
</context>
</TS>
