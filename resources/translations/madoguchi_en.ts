<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="ja">
<context>
    <name>AskStep</name>
    <message>
        <source>この利用者に初めてパスワードを発行します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>これまでのパスワードは、発行すると同時に使えなくなります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受取人</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardField</name>
    <message>
        <source>すべて選択</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>消去</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貼り付け</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardStep</name>
    <message>
        <source>この利用者の利用カードを読み取ってください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カードの番号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カードの番号を入力して Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードの番号を入力しました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードを目で確かめました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードを読み取りました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>紛失の届けがあるカードです。ご本人かどうかを確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelSwitch</name>
    <message>
        <source>受付の方法</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionBanner</name>
    <message>
        <source>接続の知らせ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>カード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>次の欄</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口/電話</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>読み直す</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmailPage</name>
    <message>
        <source>%1件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>メールで連絡する予約</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録したメールアドレスは、予約資料の連絡、督促連絡などの際に使用します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録なし</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録・変更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録確認のお知らせ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空白にして「変更」を押すと、登録を削除します。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyDesk</name>
    <message>
        <source>カード番号なしで本人確認</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードを読み取ってください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カード番号をうかがってください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>画面のどこにいても読み取れます。番号を入力して Enter でも開けます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>番号を入力して Enter で開きます。内容は、ご本人の確認が済むまで表示しません。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstStartWindow</name>
    <message>
        <source>この端末の設定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>どの館のどの窓口で行ったかを記録に残すため、はじめに一度だけ決めます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>例: 2番窓口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>決めて始める</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口の名前</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口の名前は{0}文字までです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口の名前を入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>選んでください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>館</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>館を選んでください。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IssuedStep</name>
    <message>
        <source>パスワード票の印刷</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード票はまだ印刷していません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード票は印刷待ちです。出てこないときは取り消せます</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード票をプリンターに送っています…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード票を印刷しました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>印刷できましたか。この画面を閉じると、パスワードはもう表示も印刷もできません(再発行になります)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>印刷を取り消しました</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpeningWindow</name>
    <message>
        <source>窓口</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>もう一度印刷</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>やめる</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再発行する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>印刷する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>印刷できた(閉じる)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取り消す</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>発行する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>パスワード変更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード確認</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ログインには、利用カード番号(「-」を除いた9桁)とパスワードを使います。パスワードの英字は、大文字と小文字を区別します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ロック</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ロック解除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再発行せずに、今のパスワードを使えるようにします。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者が、古いパスワードと新しいパスワードを入力します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者が入力したパスワードで、ログインできるかどうかを確かめます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者の希望で、ログインできないようにします。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有効期限</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>無効化</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>状態</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>発行したパスワードの手続き</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>発行日</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PatronHeaderBar</name>
    <message>
        <source>この画面では、名前の字形を正しく表示できません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更新は今日まで</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更新まで%1日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>期限切れ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>異体字あり</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録あり</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録なし</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話・本人確認済</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhoneGlimpsePage</name>
    <message numerus="yes">
        <source>%n件</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>利用カード番号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話での受付</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話では、ご本人の確認が済むまで、利用カード番号と件数だけを表示します。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreparingWindow</name>
    <message>
        <source>図書館カウンター</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>あなたが行った操作です。ほかの職員の操作は、責任者が見られます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>すべての職員の操作です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>操作はまだありません。窓口や電話で手続きをすると、ここに記録されます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>操作記録を読み込んでいます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しいものから%1件を表示しています。これより古い記録が%2件あります。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegistrationPage</name>
    <message>
        <source>カナ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カード紛失の届出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ローマ字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代替カードの登録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>氏名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>生年月日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録なし</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録更新</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録館</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>通称</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話番号</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideMenu</name>
    <message>
        <source>ページ</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInWindow</name>
    <message>
        <source>サインイン</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サインインしています…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>デモの図書館を用意しています…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>デモの職員を選んで試せます</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードを入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>図書館のデータベースを開いています…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>架空の図書館です。閉じると、行ったことはすべて消えます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員IDを入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員のサインイン</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SlipPreview</name>
    <message>
        <source>パスワード票</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>表示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>隠す</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>… 読み取ったカードは、この操作が終わってから開きます</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>お知らせ</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>▲ 接続なし</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● 接続</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カード番号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受付</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話での受付</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>知らせ</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_LanguageRow</name>
    <message>
        <source>画面の言語</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>acts</name>
    <message>
        <source>カード紛失の届出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードのロック解除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードの無効化</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード不一致</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード再発行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード変更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード発行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード確認</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>メールアドレス</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>メールアドレスの変更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>レファレンスの受付</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>レファレンスの連絡済</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ロック中</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>一致</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>一致(要変更)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約に戻す</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約変更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約解除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代替カードの登録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>停止</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>削除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取り消した予約</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消の確認済</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置延長</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>図書館の設定の読み込み</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>変更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>変更なし</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>完了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しいパスワードの不備</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更新</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>期限切れ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未発行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>無効</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出の対応済</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出の記録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録更新</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録確認のお知らせの再送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>訂正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出更新</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出禁止</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出禁止の解除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>質問</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>announcing</name>
    <message>
        <source>利用者を開きました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>番号と件数を表示しています。本人確認をしてください。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cancelled_holds</name>
    <message>
        <source>予約に戻す</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>表示期間内に取り消された予約はありません。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>circulation</name>
    <message>
        <source>予約取消一覧から削除します。元に戻せません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>削除しない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>削除する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取り消さない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取り消す</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置延長確認</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置棚から外してください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延長しない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延長する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延長後の取置期限日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>次に待っている人はいません。資料を元の場所に戻してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>次の予約の人のために、取置棚に置いてください。取置期限日は %1 です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>次の予約の受取館は%1です。資料を回送してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>移送中の資料を確保してください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>置き場所</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出更新の結果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料の行き先</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料番号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>contact</name>
    <message>
        <source>しない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>すべて不要にして削除する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>メールアドレスの削除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者に連絡しましたか。連絡済になった質問は、受付状況に表示されなくなります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>削除しない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>戻る</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>連絡方法が「メール」の予約があるため、このままでは削除できません。これらの予約の連絡方法をすべて「不要」にして削除しますか。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>連絡済にする</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>保存していない入力があります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>入力に戻る</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>入力の途中です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>入力を捨てて進みますか。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>入力を捨てる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>doctor</name>
    <message>
        <source>%1 からの操作記録が封印されていません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 のあるディスクを読めません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 を読めません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1件が、ないか止められています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1通あります(いちばん古いものは %2 から)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1通がたまっています(いちばん古いものは %2 から)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%2 MB 以上あくように、いらないファイルを片付けてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %1 です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %1 は古すぎます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %2 以降にしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WAL です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WAL ではありません(%1)。照会と手続きが互いに待ち合います。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chmod 600 で、持ち主だけが読み書きできるようにしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>madoguchi worker とメールサーバーが動いているか確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ありません。標準の設定で動いています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>このプログラムと合っています(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>このログインでは確かめられません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>このログインには、この図書館での担当がありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この端末からは確かめられません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この端末の時計が %1秒進んでいます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この端末の時計が %1秒遅れています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この端末の時計を自動で合わせる設定(NTP)にしてください。記録の時刻には影響しません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この端末の設定にはありません。メールは worker の端末から送ります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>しばらくしても変わらなければ、メールサーバーの係に伝えてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>すべて働いています(%1件)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>すべて読めます(%1件)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>つづりを確かめるように、管理者に伝えてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>つながります(PostgreSQL)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>つながります(SQLite のファイル)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サーバー</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サーバーがいまは受け付けていません(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サーバーで TLS を有効にしてください(docs/security.md)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サーバーで madoguchi worker が動いているか確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サーバーに届きます(PostgreSQL)。中の様子は、サインインした人の窓で診断できます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サーバーはこの端末にあり、通信は外に出ません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ディスクやネットワークのつながりを確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベース</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースのディスク</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースのファイル</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースの守り</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースの時計と合っています(差 %1秒)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースの版</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ファイルを、ネットワーク上ではなくこの端末のディスクに置いてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>フォルダーの書き込みの許可を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンター</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プログラムを入れ直してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>メールサーバー</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ログ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ログのディスク</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ログイン</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>作業したあとがまだありません。することがなかったのかもしれません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者のページのログインです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者名かパスワードが受け付けられません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>動いています(%1 に作業しました)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>印刷できる状態です(何も印刷していません)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>図書館の時刻を %1秒ずらしています。デモと試験のための機能です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>封印されています(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>封印する時期の操作記録はまだありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>応答がありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>持ち主だけが読み書きできます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>持ち主のほかにも開かれています(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>操作記録の封印</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>文字(フォント)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>時刻の補正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>時計</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>暗号化</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>書き込みの記録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>書き込めます(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>書き込めません(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>期限の過ぎた予約 %1件が、きのうまでに片付いていません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本番の図書館では、表 clock_offset を空にしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>決められていません。印刷のたびに選びます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空きがあります(%1 MB)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空きが少なくなっています(%1 MB)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口担当のログインです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>管理者が madoguchi staff add で登録してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>管理者が決めた設定に、この版の知らない項目があります(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>管理者のログインで madoguchi db upgrade を実行してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>管理者のログインです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>自動の作業</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>自動の作業(worker)のログインです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定の暗号化かログインの方法を、サーバーが受け付けていません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定ファイル</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定ファイルの [mail] を確かめてください。メールは送られずに待っています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>証明書を信頼できません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>認証局のファイルを環境変数 SSL_CERT_FILE に、証明書の名前を [mail] host に書いてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>読めます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>責任者のログインです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>送れる状態です(何も送っていません)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>送信待ちのメール</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>通信が暗号化されていません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>通信は暗号化されています(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話担当のログインです。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>email</name>
    <message>
        <source>%1 に送信しました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>送信できませんでした</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>送信できませんでした (メールサーバーの応答 %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>送信待ちです (%1 に受付)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source> %1行目</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(%1行目)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>9桁の利用カード番号ではありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true か false ではありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「%1」という表はありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「%1」という規則はありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この列に使えるコードではありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この種類の休館日の書き方として正しくありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この表にない列です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この規則の値として正しくありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>これらの列の値が互いに合いません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ほかに%1件あります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースの同じキーの行は、別のものです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ファイルを読めません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>値がありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>列の名前の行がありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>列の数が違います(%1列のはずです)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>参照先がありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同じキーの行が前にもあります(%1行目)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同じ列が2度あります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同じ表のファイルがもう一つあります(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同時に一つしかあってはならない行が、ほかにあります%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>引用符「&quot;」の使い方が正しくないか、1つの欄が長すぎます</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>必要な列がありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>改行などの使えない文字が入っています</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数が大きすぎるか小さすぎます(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>整数ではありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>文字コードがUTF-8ではありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しい行には、この列が要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>日付ではありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>日時ではありません(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>移動図書館ではない館です(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>誤りが%1件あります。何も変更していません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>長すぎます(%1文字まで)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>forms</name>
    <message>
        <source>%1文字目</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>254文字を超えています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eメールの形式に誤りがあります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eメールを入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「.」が続いています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「.」で始まっています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「@」の前が64文字を超えています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「@」の前に文字がありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「@」の後ろに「.」がありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「@」の直前に「.」があります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「@」は1つだけ要ります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>お名前は%1文字までです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>お名前を入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カナは%1文字までです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カナはカタカナかローマ字で入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カナを入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>二つの事柄が要ります。利用カード番号で開いたときは、番号が一つに数えられます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所は%1文字までです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所を入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>使えない文字があります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全角の文字か空白があります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>生年月日は、1979/4/1 か 昭和54年4月1日 のように入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>質問内容は%1文字までです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>質問内容を入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>通称は%1文字までです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>郵便番号は数字%1桁です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>郵便番号を入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話番号の数字は10桁か11桁です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話番号は%1文字までです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話番号は、市外局番から数字で入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話番号はハイフンを入れて%1文字までです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話番号は数字とハイフンだけです。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hand_over</name>
    <message>
        <source>メールアドレスの登録がありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約待ちではないため、受取館は変更できません</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holds</name>
    <message>
        <source>予約中の資料はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置延長</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口取消</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>identity</name>
    <message>
        <source>1979/4/1・19790401・S54.4.1・昭和54年4月1日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ひらがな・半角でも、空白がなくても同じです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カナ氏名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カード番号なしで本人確認</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>二つ以上をご本人に言っていただき、そのまま入力します。入力したすべてが合う人が一人だけのとき、その利用者を開きます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カード番号のほかに、一つ以上をご本人に言っていただき、そのまま入力します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>市外局番から。「-」はあってもなくても同じです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人確認</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>生年月日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>確認する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話番号</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>live</name>
    <message>
        <source>この内容は、ほかの操作で変わりました。閉じて、今の内容を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ほかの操作で%1が変わりました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>・</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者の画面は %1 の内容です(%2分前)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者の画面は %1 の内容です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>接続が切れたときの操作「%1」は済んでいました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>接続が切れたときの操作は行われていませんでした。必要なら、もう一度行ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出禁止</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>loans</name>
    <message>
        <source>まとめて更新</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>借りている資料はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口で更新</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lost_cards</name>
    <message>
        <source>ご本人の申し出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カード紛失の届出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードはそのまま使えます。「利用者のページ」では、貸出禁止中と表示されます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードは無効にしました。再発行したカードで、新しいパスワードを発行します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードも無効にする</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今の利用カード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今の利用カードが破損している</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代替カードの登録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードが見つかったときも、窓口か電話でお申し出ください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードでの貸出を停止しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードは、図書館の窓口で再発行します。ご住所を確認できるものをお持ちください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用停止の了承</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者にお伝えください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受け付けない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受け付けると、この利用者への貸出をすぐに停止します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>届出を受け付けました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>届出を受け付ける</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しいカードの番号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しいカードの番号を入力して Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しい利用カード %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しい利用カードを読み取ってください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しい利用カードを読み取りました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>氏名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>無効にしなければ、パスワードはそのまま使えます。「利用者のページ」では、貸出禁止中と表示されます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録しない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録すると、前のカードはすぐに使えなくなります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>紛失による貸出禁止は、解除するまで続きます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>%1 に書き込めません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 を過ぎたら、もう一度サインインしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1文字以上にしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>madoguchi db init を実行してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>madoguchi db upgrade を実行するか、プログラムを新しくしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「%1」は利用カード番号に使えません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「メールアドレス登録確認のお知らせ」をもう一度送信待ちにしました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>このデータベースは空ではないため、新しく作れません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>このパソコンにはプリンターがありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この利用者の登録はもうありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この担当、またはこの受付の方法ではできません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この番号の利用カードは、もう使われています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この番号の利用カードはありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この職員IDは停止されています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ご本人と確認しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ご本人と確認できないまま、確認の回数が終わりました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ご本人と確認できませんでした。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>つながりしだい確かめて、お知らせします。それまで繰り返さないでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>できません(%1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>できる担当者に引き継いでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ほかの操作で内容が変わったため、行われませんでした。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ほかの職員がもう行っています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>まだ使われていない利用カードを読み取ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>まだ確認していません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>もう一度お試しください。続くときは、この番号をシステムの係に伝えてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>もう一度入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>もう一度入力してください。あと%1回間違えるとロックされます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カード番号の検査数字が合いません。読み違いでないか、カードの番号を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サインインし直してください。続くときは、責任者に連絡してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>サーバーの名前と、設定の ca_file の証明書を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>システムの係に連絡してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースがこのログインを受け付けません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースがまだ用意されていません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースが書き込みを受け付けません。閲覧も記録が要るため、開けません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースが混み合っています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースにつながりません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースのサーバーが本物か確かめられないため、つなぎませんでした。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースの場所に、ログイン名かパスワードが書かれています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースの場所の書き方が正しくありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースの版がこのプログラムと合いません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>データベースは、このログインか、このパソコンからの接続を認めていません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードが短すぎます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードのロックを解除しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードは変更していません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードを再発行しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードを無効にしました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードを発行しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードを確認しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>フォルダー %1 に、読み込める表のファイルがありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>フォルダー %1 は空ではありません。上書きはしません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>フォルダーの書き込みの許可を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンター「%1」が停止しています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンター「%1」が別のものに変わっています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンター「%1」が印刷を受け付けませんでした。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンター「%1」が異常を知らせています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンター「%1」が見つかりません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンターの状態を確かめて、もう一度印刷してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンターをつなぐか、画面のパスワード票をお見せください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>プリンターを再開して、もう一度印刷してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>・</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>一つの理由を解除しました。ほかの理由で貸出禁止が続いています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予期しない不具合が起きました(番号 %1)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約の状況が「%1」に変わったため、行われませんでした。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約を変更しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約一覧に戻しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約取消一覧から削除しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今の内容を確かめて、必要ならもう一度行ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今の状態を画面で確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今の状況を利用者に伝え、必要なら職員欄から行ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代替カードを登録しました。前のカードは使えません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>入力に誤りがあります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再接続しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再発行前のカードです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>別の職員IDにしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードの紛失の届出を受け付け、貸出を停止しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードを持って来館されるよう案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードを読み取り直してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カード番号が入っていません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カード番号は9桁です。もう一度読み取ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者を閉じました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置期限日を延長しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同じメールアドレスのため、変更していません。お知らせメールも送信しません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>場所と書き込みの許可を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>場所と読み取りの許可を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>接続が切れ、操作が済んだかどうか確かめられません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>操作は行われていません。少し待って、もう一度お試しください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数字が%1桁あります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数字が%1桁しかありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しい利用カードを読み取ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更新期限日も登録の内容も変わらないため、何も変更していません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>氏名を入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用紙切れや紙詰まりを直して、もう一度印刷してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出を対応済にしました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出を記録しました。責任者が対応します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>番号を確かめて、もう一度読み取ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録の内容を訂正しました。更新期限日は変わりません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録を更新しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空のデータベースを指定してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空のフォルダーか、新しいフォルダーを指定してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空白のない%1文字以内にしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口での受付に切り替えました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口では各自の職員IDでサインインします。設定から消してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>管理者が決めた設定(%1)の %2 の値が正しくありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>管理者が決めた設定(%1)の%2行目を読めません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>管理者が決めた設定(%1)を読めません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>聞き直して、もう一度入力してください。あと%1回確認できます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員ID「%1」はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員ID「%1」はもう使われています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員IDかパスワードが違います。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員IDとして使えません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員IDを一覧で確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>職員の氏名がありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>自動でつなぎ直しています。つながるまで、操作はできません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定のプリンター名を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定を確かめて、起動し直してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定ファイルに書き込めません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定ファイルの %1 の値が正しくありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定ファイルの%1行目を読めません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>設定ファイルを読めません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>読み直しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>責任者に連絡してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出禁止にしました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出禁止を解除しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>質問を連絡済にしました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返却期限日を更新しました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>間違いが続いたため、この職員IDはロックされています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電源と接続、設定のプリンター名を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話での受付に切り替えました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>館「%1」はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>館の名前かコードを確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>職員</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>password</name>
    <message>
        <source>%1 まで</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※%1文字以上にしてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※全角の文字は使えません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※古いパスワードが違います。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※古いパスワードと同じです。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※古いパスワードを入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※数字のみのパスワードは登録できません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※新しいパスワードを入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※空白は使えません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※英字のみのパスワードは登録できません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※記号は使えません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>「利用者のページ」にはまだログインできません。利用カードを確認して、発行してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>あと%1回間違えるとロックします。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>このパスワードではログインできません。使うには再発行が必要です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>このパスワードでログインできます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>このパスワードでログインできます。初期パスワードのため、はじめに変更が必要です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>これまでのパスワードは使えなくなりました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>はじめてのログインで変更が必要です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードが無効になっているため、ログインできません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードが発行されていないため、ログインできません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードが違います。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードは合っています。初期パスワードの期限が過ぎているため、ログインできません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ロック中のため、確かめられません(%1 まで)。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>初期パスワードのままです。はじめてのログインで変更が必要です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>初期パスワードのままです。ログインして変更するよう案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>初期パスワードの有効期限 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>初期パスワードの期限が過ぎています。使うには再発行が必要です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者が決めたパスワードです。職員は見ることができません。忘れたときは再発行します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>間違いが続いたため、ロックしました。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>間違いが続いたため、時間が過ぎるまでログインできません。ロックを解除するとすぐに使えます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>間違いには数えていません。あと%1回、数えずに確かめられます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>間違いには数えていません。次からは、数えます。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>password_use</name>
    <message>
        <source>%1の知らせ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>※パスワードを入力してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>やめる</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今のパスワードのまま、すぐにログインできるようになります。間違いの回数も消えます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者に入力していただいてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者の希望を確かめましたか。無効にすると、このパスワードではログインできなくなります。もう一度使うには、窓口での再発行が必要です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>無効にしない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>無効にする</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>確認する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>結果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>解除しない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>解除する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>records</name>
    <message>
        <source>受付</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>対象</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>担当</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>操作</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>日時</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>結果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>館・窓口</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>reference</name>
    <message>
        <source>受付中の質問はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>連絡済になった質問は表示されません。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>refusals</name>
    <message>
        <source>「利用者のページ」か窓口での延長を案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ご住所を確認できるものを見て、印を付けてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>すべて確かめて、印を付けてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>できる担当者に引き継いでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ほかの予約を取り消してから行ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ほかの区分を選んでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ほかの取消区分を選んでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ほかの連絡方法を選んでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>まだ必要なら、新しく予約してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>もう一度予約されるか、確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カードの再発行の手続きを案内し、責任者に引き継いでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カードを再発行してから解除してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ログインできないときは、パスワード確認で確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ロックを解除するか、時間が過ぎるまで待ちます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約の取り消しは状況欄から行ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約の状況を確かめて、受取館に連絡してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約一覧の予約をご利用ください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今の状態を画面で確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今の返却期限日のままご利用くださるよう案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>休館期間が終わってからお申し出くださるよう案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所変更の手続きを終えてから解除してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>使うには再発行が必要です。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>停止の理由を「登録・停止」で確かめて、案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先にメールアドレスを登録してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先に予約の連絡方法をメール以外にするか、別のアドレスに変更してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先に二つの事柄で本人を確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先に登録の更新を案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先に紛失の届出を受け付けるか、破損した利用カードなら印を付けてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>初期パスワードを発行してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードをもう一度読み取ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードを持って来館されるよう案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードを読み取ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置期限日までの受け取りを案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受取ポイントを空けてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受取ポイントを選んでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受取人に本人を選んでください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延滞している資料の返却を案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延長できる日になってから、もう一度お申し出くださるよう案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しく予約してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人か、お子さんなら保護者にお渡しください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人に利用停止の了承を得てください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人の申し出か確かめて、印を付けてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>次の人が待っています。返却期限日までの返却を案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>移動図書館にお申し出くださるよう案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>責任者の対応をお待ちください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料が受取館に届いてから、もう一度行ってください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料の返却を案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料を持って来館されるよう案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料を確認して、印を付けてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返却を確かめてから解除してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返却期限日までの返却を案内してください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>送信されるまで待つか、メールアドレスを確かめてください。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>開いている利用者のカードを読み取ってください。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>registration</name>
    <message>
        <source>%1 (変わりません)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ご住所を確認できるものを見ました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カナ (必須)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>メモ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所 (必須)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>例外として解除した理由</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>停止した日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>停止はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>案内</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>理由</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録更新</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>解除した日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>通称</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>過去の停止</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>過去の停止はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>郵便番号 (必須)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話番号</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>remarks</name>
    <message>
        <source>(%1から)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(%1人)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ページでは%1から</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>・</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約に戻せます</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約待ち期限日 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置延長で %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延滞%1日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更新すると %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>棚 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口では%1から</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口で更新すると %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口取消可</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料の確認が必要</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>renewal</name>
    <message>
        <source>資料を確認したら印を付けます</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料を確認しました</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>reports</name>
    <message>
        <source>利用者</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受付</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>古いものから%1件です。ほかに%2件あります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>対応を待つ申し出はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未対応</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未対応の申し出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>状態</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出の記録はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>記録した日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>開く</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>requests</name>
    <message>
        <source>リクエスト中の資料はありません。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>suspensions</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>しない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>それでも解除する理由</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>なし</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カード発見</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>メモ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>・%1 (%2 返却期限日 %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今の連絡先を確かめました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代替カードが登録されています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代替カードの登録がありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所を確認できるものを見ました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所変更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>停止した日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>停止してから、登録の住所が変更されていません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用者には、理由もメモも表示されません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>対応は済みましたか。対応済にした申し出は、元に戻せません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>対応済</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>対応済にする</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延滞中の資料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延滞中の資料が%1点あります。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延滞中の資料はありません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新しい利用カードを渡しました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人を確認しました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>理由</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用件を本人に伝えました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出の一覧</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>申し出の記録</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録の住所が %1 に変更されています。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>解除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>記録しない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>記録する</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>責任者が対応します。貸出禁止は、記録しただけでは解除されません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出禁止</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出禁止にする</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>貸出禁止の解除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返却された資料を確かめました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返却済</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>連絡がついた</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>選んでください</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>デモの図書館を用意しています…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>10代</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20代</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30代</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>40代</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>50代</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>60代</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70代</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>80mmロール紙</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>80歳以上</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>①カード紛失</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>②連絡がとれない</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>③長期延滞</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>④住所変更の手続き中</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⑤伝えたいことあり</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>お伝えしたいことがあり、連絡がついていません。内容を責任者に確かめます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>この担当ではできません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>はじめの読み取り</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>まだ予約待ちです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>もう停止中です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>もう解除されています</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カードの再発行がまだです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カードの読み取りが要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カードを目視</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>カードを読んでから時間が経ちました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードが無効です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>パスワードが発行されていません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>メールアドレスの登録がありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ロックされていません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ロック中</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ロック中です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>中学生</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約に戻せる日を過ぎました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約の上限です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約カードを出した資料が見当たらないとき: データのない新しい本や、市外の図書館で検索中の資料は、予約一覧にもリクエスト一覧にも出ません。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約待ちではありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>予約待ち期限日を過ぎました</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代理の受け取りはできません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所の確認が要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所変更の手続きがまだです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>住所変更の申し出があり、手続きがまだです。住所を確認できるものをお持ちか尋ねます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保護者</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保護者が受け取れる年齢を過ぎています</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再発行前のカード</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>初期パスワードの期限切れです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>初期・未変更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>初期・未変更(期限 %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>別の人の利用カードです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードの確認が要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>利用カードを読み取り</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>前のお知らせメールが送信待ちです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置中ではありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置延長済み</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取置期限切れ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受取ポイントが要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受取ポイントは移動図書館だけです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同じ申し出がもう記録されています</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同じ資料をもう予約しています</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>小学生</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>延滞中の資料があります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更新しても期限日が延びません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有効</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>期限切れ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未就学児</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未発行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人の了承が要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人の申し出が要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人の確認がまだです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人変更済</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>来館が要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>無効</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>番号を入力</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登録の住所や電話番号に連絡がとれません。今の連絡先を確かめます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>確かめる事柄が残っています</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>確保した資料はもうありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窓口担当</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>紛失の届けあり</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>紛失の届けがありません</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>紛失の届けがあるカードです</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>紛失の申し出により、了承を得て停止しています。カードの再発行を案内します。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>責任者</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>資料の確認が要ります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>連絡方法がメールの予約があります</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>選べない区分です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>選べない取消区分です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>選べない連絡方法です</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>長期延滞の資料があります。返却が済んでいれば、責任者に解除を申し出ます。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>電話担当</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
