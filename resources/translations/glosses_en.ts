<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="ja">
<context>
    <name>gloss</name>
    <message>
        <source>15日以上の延滞があります</source>
        <translation>Overdue by 15 days or more</translation>
    </message>
    <message>
        <source>CD</source>
        <translation>CD</translation>
    </message>
    <message>
        <source>DVD</source>
        <translation>DVD</translation>
    </message>
    <message>
        <source>Eメール</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Eメール (必須)</source>
        <translation>E-mail (required)</translation>
    </message>
    <message>
        <source>※いただいたご質問を編集のうえ、回答ともに「レファレンス事例」として公開させていただく場合があります。あらかじめご了承ください。</source>
        <translation>The library may edit questions and publish them with their answers as reference cases.</translation>
    </message>
    <message>
        <source>※もうすぐ利用カードの更新期限です。(利用カードは、3年ごとに登録の更新が必要です)次回ご来館時に、更新の手続きをお願い致します。その際、利用カードと、ご住所を確認できるものをお持ちください。</source>
        <translation>The card expires soon. The registration is renewed every 3 years: please bring the card and a proof of address to the next visit.</translation>
    </message>
    <message>
        <source>※利用カードの更新時期がきています。(利用カードは、3年ごとに登録の更新が必要です。)次回ご来館時に、更新の手続きをお願いします。その際、利用カードと、ご住所を確認できるものをお持ちください。</source>
        <translation>The registration is to be renewed now. It is renewed every 3 years: please bring the card and a proof of address to the next visit.</translation>
    </message>
    <message>
        <source>※新しいパスワード(再)に誤りがあります。</source>
        <translation>The second entry differs.</translation>
    </message>
    <message>
        <source>※貸出禁止中です。</source>
        <translation>The patron is suspended.</translation>
    </message>
    <message>
        <source>あおぞら号</source>
        <translation>Aozora</translation>
    </message>
    <message>
        <source>お名前</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>お名前 (必須)</source>
        <translation>Name (required)</translation>
    </message>
    <message>
        <source>から</source>
        <translation>from</translation>
    </message>
    <message>
        <source>ご用意できました</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>すでに延長されています</source>
        <translation>Already renewed</translation>
    </message>
    <message>
        <source>カセット</source>
        <translation>Cassette</translation>
    </message>
    <message>
        <source>タイトル</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>パスワード</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>パスワードは、英数字を組み合わせて8文字以上にしてください。
(英字のみ・数字のみのパスワードは登録できません。)
また、英字は大文字と小文字を区別して入力してください。</source>
        <translation>At least 8 characters, letters and digits together. Upper and lower case differ.</translation>
    </message>
    <message>
        <source>パスワード変更</source>
        <translation>Change the password</translation>
    </message>
    <message>
        <source>ビデオ</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>メール</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>メールアドレス</source>
        <translation>E-mail address</translation>
    </message>
    <message>
        <source>リクエスト一覧</source>
        <translation>Purchase requests</translation>
    </message>
    <message>
        <source>レファレンス</source>
        <translation>Reference</translation>
    </message>
    <message>
        <source>レファレンス受付フォーム</source>
        <translation>Reference question form</translation>
    </message>
    <message>
        <source>レファレンス受付状況</source>
        <translation>Reference questions</translation>
    </message>
    <message>
        <source>不要</source>
        <translation>None</translation>
    </message>
    <message>
        <source>中央</source>
        <translation>Central</translation>
    </message>
    <message>
        <source>中央図書館</source>
        <translation>Central Library</translation>
    </message>
    <message>
        <source>中央図書館芝園分室</source>
        <translation>Shibazono</translation>
    </message>
    <message>
        <source>中断中</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>予約を取り消しました</source>
        <translation>The hold was cancelled</translation>
    </message>
    <message>
        <source>予約一覧</source>
        <translation>Holds</translation>
    </message>
    <message>
        <source>予約取消一覧</source>
        <translation>Cancelled holds</translation>
    </message>
    <message>
        <source>予約変更確認</source>
        <translation>Change this hold?</translation>
    </message>
    <message>
        <source>予約待ち</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>予約待ちあり</source>
        <translation>Others are waiting</translation>
    </message>
    <message>
        <source>予約待ち期限切れ</source>
        <translation>Wait ended</translation>
    </message>
    <message>
        <source>予約日</source>
        <translation>Placed</translation>
    </message>
    <message>
        <source>予約解除可能</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>予約解除確認</source>
        <translation>Cancel this hold?</translation>
    </message>
    <message>
        <source>休館期間</source>
        <translation>Library closed</translation>
    </message>
    <message>
        <source>依頼待ち</source>
        <translation>Waiting to be requested</translation>
    </message>
    <message>
        <source>依頼済</source>
        <translation>Requested</translation>
    </message>
    <message>
        <source>借用依頼中</source>
        <translation>Asked of another library</translation>
    </message>
    <message>
        <source>内容確認</source>
        <translation>Check what you wrote</translation>
    </message>
    <message>
        <source>再貸出可能</source>
        <translation>Renew</translation>
    </message>
    <message>
        <source>利用できます</source>
        <translation>Available</translation>
    </message>
    <message>
        <source>利用カード番号</source>
        <translation>Card number</translation>
    </message>
    <message>
        <source>利用停止</source>
        <translation>Restricted</translation>
    </message>
    <message>
        <source>利用者へのお知らせ</source>
        <translation>Notices to the patron</translation>
    </message>
    <message>
        <source>利用者取消</source>
        <translation>By the patron</translation>
    </message>
    <message>
        <source>到着・処理中</source>
        <translation>Arrived, in processing</translation>
    </message>
    <message>
        <source>削除予定日</source>
        <translation>Deleted on</translation>
    </message>
    <message>
        <source>前川</source>
        <translation>Maekawa</translation>
    </message>
    <message>
        <source>前川図書館</source>
        <translation>Maekawa Library</translation>
    </message>
    <message>
        <source>南鳩ヶ谷文庫</source>
        <translation>Minami-Hatogaya Bunko</translation>
    </message>
    <message>
        <source>取り下げ</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>取消の依頼中</source>
        <translation>Cancellation asked for</translation>
    </message>
    <message>
        <source>取消区分</source>
        <translation>Cancelled by</translation>
    </message>
    <message>
        <source>取消日</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>取置期限切れ</source>
        <translation>Not picked up</translation>
    </message>
    <message>
        <source>取置期限日</source>
        <translation>Held until</translation>
    </message>
    <message>
        <source>受付</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>受付日</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>受付済</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>受付状況</source>
        <translation>State</translation>
    </message>
    <message>
        <source>受取ポイント</source>
        <translation>Pick-up stop</translation>
    </message>
    <message>
        <source>受取館</source>
        <translation>Pick-up</translation>
    </message>
    <message>
        <source>古いパスワード</source>
        <translation>Old password</translation>
    </message>
    <message>
        <source>回答作成済</source>
        <translation>Answer ready</translation>
    </message>
    <message>
        <source>図書</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>変更</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>延滞している資料があるため</source>
        <translation>An item is overdue</translation>
    </message>
    <message>
        <source>延長できません</source>
        <translation>Not renewable</translation>
    </message>
    <message>
        <source>形式に誤りがあります。</source>
        <translation>The format is wrong.</translation>
    </message>
    <message>
        <source>戸塚</source>
        <translation>Totsuka</translation>
    </message>
    <message>
        <source>戸塚図書館</source>
        <translation>Totsuka Library</translation>
    </message>
    <message>
        <source>提供不可</source>
        <translation>Not available</translation>
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
        <source>新しいパスワードに変更しました。</source>
        <translation>The password was changed.</translation>
    </message>
    <message>
        <source>新郷</source>
        <translation>Shingo</translation>
    </message>
    <message>
        <source>新郷図書館</source>
        <translation>Shingo Library</translation>
    </message>
    <message>
        <source>明日から</source>
        <translation>From tomorrow</translation>
    </message>
    <message>
        <source>更新しない</source>
        <translation>Don&apos;t</translation>
    </message>
    <message>
        <source>更新しました。</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>更新する</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>更新後の返却期限日</source>
        <translation>Due date after renewal</translation>
    </message>
    <message>
        <source>更新期限切れ</source>
        <translation>Registration expired</translation>
    </message>
    <message>
        <source>更新期限日</source>
        <translation>Expires on</translation>
    </message>
    <message>
        <source>横曽根</source>
        <translation>Yokosone</translation>
    </message>
    <message>
        <source>横曽根図書館</source>
        <translation>Yokosone Library</translation>
    </message>
    <message>
        <source>準備中です</source>
        <translation>In processing</translation>
    </message>
    <message>
        <source>状況</source>
        <translation>State</translation>
    </message>
    <message>
        <source>申し込む</source>
        <translation>Ask a question</translation>
    </message>
    <message>
        <source>発注中</source>
        <translation>On order</translation>
    </message>
    <message>
        <source>発注済</source>
        <translation>Ordered</translation>
    </message>
    <message>
        <source>相互貸借</source>
        <translation>Interlibrary loan</translation>
    </message>
    <message>
        <source>確認</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>確認済</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>確認済み</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>移動図書館</source>
        <translation>Mobile library</translation>
    </message>
    <message>
        <source>移動図書館あおぞら号</source>
        <translation>Mobile</translation>
    </message>
    <message>
        <source>移送中です</source>
        <translation>On its way</translation>
    </message>
    <message>
        <source>窓口取消</source>
        <translation>By staff</translation>
    </message>
    <message>
        <source>紙芝居</source>
        <translation>Picture-story cards</translation>
    </message>
    <message>
        <source>自動で更新されるため</source>
        <translation>Renewed automatically</translation>
    </message>
    <message>
        <source>芝北文庫</source>
        <translation>Shibakita Bunko</translation>
    </message>
    <message>
        <source>芝園分室</source>
        <translation>Shibazono</translation>
    </message>
    <message>
        <source>解除しない</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>解除する</source>
        <translation>Cancel it</translation>
    </message>
    <message>
        <source>語学CD</source>
        <translation>Language CD</translation>
    </message>
    <message>
        <source>調査中</source>
        <translation>Being looked into</translation>
    </message>
    <message>
        <source>貸出・予約</source>
        <translation>Loans, holds</translation>
    </message>
    <message>
        <source>貸出・予約照会</source>
        <translation>Loans and holds</translation>
    </message>
    <message>
        <source>貸出一覧</source>
        <translation>Loans</translation>
    </message>
    <message>
        <source>貸出中</source>
        <translation>On loan</translation>
    </message>
    <message>
        <source>貸出当日</source>
        <translation>Lent today</translation>
    </message>
    <message>
        <source>貸出日</source>
        <translation>Lent on</translation>
    </message>
    <message>
        <source>貸出更新</source>
        <translation>Renewal</translation>
    </message>
    <message>
        <source>貸出更新確認</source>
        <translation>Renew this loan?</translation>
    </message>
    <message>
        <source>貸出禁止中</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>貸出館</source>
        <translation>Lent at</translation>
    </message>
    <message>
        <source>資料番号</source>
        <translation>Item number</translation>
    </message>
    <message>
        <source>資料種別</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>資料都合</source>
        <translation>Item unavailable</translation>
    </message>
    <message>
        <source>質問を受け付けました</source>
        <translation>The question was received</translation>
    </message>
    <message>
        <source>質問内容</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>質問内容 (必須)</source>
        <translation>Question (required)</translation>
    </message>
    <message>
        <source>購入決定</source>
        <translation>Will be bought</translation>
    </message>
    <message>
        <source>購入見送り</source>
        <translation>Won&apos;t be bought</translation>
    </message>
    <message>
        <source>返却期限日</source>
        <translation>Due date</translation>
    </message>
    <message>
        <source>返却期限日を過ぎています</source>
        <translation>Past the due date</translation>
    </message>
    <message>
        <source>返却済</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>送信</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>連絡方法</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>連絡済</source>
        <translation>Told</translation>
    </message>
    <message>
        <source>雑誌</source>
        <translation>Magazine</translation>
    </message>
    <message>
        <source>電話</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>電話では延長できません</source>
        <translation>Not renewable by phone</translation>
    </message>
    <message>
        <source>電話番号</source>
        <translation>Telephone number</translation>
    </message>
    <message>
        <source>順位</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>館内での利用のため</source>
        <translation>For use in the library</translation>
    </message>
    <message>
        <source>館都合</source>
        <translation>By the library</translation>
    </message>
    <message>
        <source>鳩ヶ谷</source>
        <translation>Hatogaya</translation>
    </message>
    <message>
        <source>鳩ヶ谷図書館</source>
        <translation>Hatogaya Library</translation>
    </message>
</context>
</TS>
