/**
 * What words are about, in several languages: a small thesaurus that lets a linear model carry over what it learned
 * from one wording to another. `word` matches whole, `stem*` a beginning, `~part` anywhere. Accents are folded.
 */
export const CONCEPT_STEMS: Readonly<Record<string, string>> = {
  order: `order orders ordered oder ordr odrer purchas* parcel* package* pkg shipment* consignment* goods
    bestellung* bestell* bestelling* auftrag* sendung* paket* lieferung* commande* colis achat* pedido* orden ordine ordini paquete* compra
    encomenda* zamowien* bestallning* ~注文 ~オーダー ~荷物 ~订单 ~訂單 ~包裹 ~주문 ~заказ ~посылк`,
  deliver: `deliver* delivry delivary ship shipped shipping ships shiping dispatch* despatch* courier* arriv* reach* receiv* reciev* recive* recieve
    liefer* versand* versend* geliefert ankomm* angekommen livr* livraison* expedi* envio* enviar enviado entrega* entregar llega* llegado llegar
    spedizion* bezorg* verzend* ~配送 ~配達 ~発送 ~届 ~到着 ~送料 ~发货 ~配送 ~送货 ~배송 ~достав`,
  track: `track* status* trace* progress whereabout* wheres eta update updates sendungsverfolg* verfolg* suivi suivre seguimiento rastre* estado stand
    tracciar* ~追跡 ~状況 ~ステータス ~追踪 ~物流`,
  where: `where wher wo ou donde dove onde waar ~どこ ~哪里 ~어디`,
  when: `when whn wann quand cuando quando wanneer soon ~いつ ~何时 ~언제`,
  howlong: `days day weeks hours long tage wochen dauert jours semaines combien dias semanas tarda ~何日 ~どのくらい`,
  late: `late delay* delayed overdue waiting yet still stuck pending verspat* immer retard* attends attend retras* tarde esperando espera
    ~遅 ~まだ ~届かない ~届きません`,
  refund: `refund* reund* refnd* reimburs* rebate* restitution* compensat* moneyback cashback chargeback ruckerstatt* erstatt* geld rembours* reembols* devolucion
    rimborso* terugbetal* ~返金 ~払い戻し ~退款 ~환불`,
  return: `return returns returned returning retun exchange exchang* exchanged replac* swap trial umtausch* umtausche* zuruckgeb* zuruck ruckgabe* retour* rucksend* widerruf*
    retourner renvoyer echange* echanger devolver devolucion* cambio cambiar reso ruil* ~返品 ~交換 ~返却 ~退货 ~换货 ~반품`,
  cancel: `cancel* canel* cancle* cancell* canceling cancdl* abort revoke call-off stornier* storno* annulier* kundig* annul* cancelar anular annuler annullare ~キャンセル ~取り消 ~取消 ~취소`,
  change: `chang* edit* modif* updat* correct* alter* amend* switch* fix andern andere anderung* korrigier* wechsel* corrig* mettre jour cambiar
    actualizar modificar ~変更 ~修正 ~更改 ~修改 ~변경`,
  address: `address* adress* addres* adres* anschrift* lieferadresse* rechnungsadresse* postleitzahl direccion* domicilio* indirizzo* ~住所 ~お届け先 ~届け先 ~地址 ~주소`,
  postcode: `pincode* pin postcode* zipcode* zip postal plz area city region country countries abroad international overseas eu uk usa europe
    osterreich schweiz ausland etranger extranjero pays pais ~海外 ~郵便番号`,
  account: `account* accoun* accnt acct profile* profil login log-in logon signin signup sign-up regist* subscrib* unsubscri* newsletter membership user username
    konto kontos kundenkonto* anmeld* einlogg* registrier* compte* inscri* connecter connexion cuenta* iniciar sesion ~アカウント ~ログイン ~会員 ~登録 ~账户 ~账号 ~계정`,
  password: `password* passwor* pasword* passcode pass pw pin-code pwd passwort* kennwort* motdepasse passe contrasena* clave ~パスワード ~密码 ~비밀번호`,
  human: `human humans agent agents agant person people someone somebody representative* rep reps operator* manager* supervisor* staff advisor* specialist*
    executive* expert* colleague employee* worker mensch menschen menschlich* mitarbeiter* berater* jemand* kundenservice kundendienst kundenbetreuer*
    humain* conseiller* personne quelqu* agente agentes persona humano humana alguien asesor* operatore medewerker* ~担当者 ~オペレータ ~オペレーター ~人間 ~スタッフ ~有人 ~人工 ~客服 ~상담원`,
  support: `support helpdesk helpline hotline desk service customer callcentre callcenter centre center kundensupport hotline assistance atencion servicio client clientele ~サポート ~カスタマー`,
  talk: `talk talking speak speaking spk chat chatting call calling callback contact connect phone telephone dial ring reach email mail whatsapp sprechen reden
    anrufen telefonier* kontakt* erreich* verbind* parler contacter appeler joindre telephoner hablar contactar llamar comunicar comunicarme parlare
    ~話 ~電話 ~連絡 ~問い合わせ ~联系 ~电话`,
  bot: `bot bots robot* machine chatbot* automated virtual ai computer roboter maschine automate maquina ~ボット ~機械 ~ロボット`,
  urgent: `urgent* emergency immediate* asap immediately now quickly dringend sofort eilig urgence vite urgente ya ~至急 ~緊急 ~今すぐ`,
  complain: `complain* complaint* reclamation* claim* grievance* consumer beschwer* beschwerde* reklam* plainte* plaindre reclamation queja* quejarme reclamo* reclamacion* lodge
    ~苦情 ~クレーム ~投诉 ~불만`,
  angry: `terrible horribl* worst awful unacceptable disgust* disappoint* ridiculous pathetic useless scam* fraud* cheat* cheated rubbish garbage angry furious frustrat* annoy* hate
    unhappy dissatisf* lawyer sue legal poor bad rude lied lying shame outrag* nonsense joke unverschamt* schlecht* enttausch* betrug* frechheit katastroph* unmoglich
    inacceptabl* honteux scandal* arnaque* decu* nul horrible inaceptable estafa* pesimo* vergonz* decepcion* malo fatal ~最悪 ~ひどい ~詐欺 ~許せない ~腹立 ~残念`,
  defect: `broken broke damaged damag* defect* faulty wrong missing incomplete crack* torn leak* expired kaputt beschadigt* defekt* falsch* fehlt casse* endommag* abime* manque roto rota
    danado* defectuos* falta equivocado ~壊れ ~破損 ~不良 ~違う ~割れ`,
  pay: `pay pays paid paying payment* payed card cards credit debit visa mastercard paypal klarna apple-pay gpay upi cod cash emi instal* invoice* bill billing receipt vat finance
    bezahl* zahl* zahlung* rechnung* kreditkarte* ratenzahl* paye* payer paiement* carte facture* pagar pago* tarjeta* factura* ~支払 ~決済 ~クレジット ~領収 ~代引 ~付款`,
  price: `price* pricing cost costs discount* offer offers coupon* promo* voucher* sale deal deals cheap* expensive gift rabatt* gutschein* preis* kostet kosten angebot* prix coute reduction* remise*
    soldes precio* cuesta descuento* oferta* cupon* ~値段 ~価格 ~割引 ~クーポン ~セール`,
  fee: `fee fees charge charges penalty penalt* cost-of costs gebuhr* versandkosten strafe frais penalite* gastos tarifa* comision ~手数料 ~送料`,
  policy: `policy policies terms conditions rule rules warrant* guarant* garantie* garantia* agb bedingung* politique conditions politica* condiciones plazo frist
    ~保証 ~規約 ~ポリシー ~政策`,
  option: `option* method* methods ways available availab* accept accepted possible types verfugbar moglich optionen disponible* possible posible opciones metodos ~可能 ~方法`,
  store: `store stores shop shops showroom* office branch* outlet* location* warehouse open opening closed hours offline physical distributor* dealer* franchise wholesale geschaft* laden filiale*
    offnungszeit* magasin* boutique* ouvert horaires tienda* abierto horario* ~店舗 ~営業 ~実店舗 ~门店`,
  product: `product* item items article* model models stock size sizes sizing colour* color* dimension* material* fabric length width weight thickness capacity brand brands variant* feature*
    spec specs specification* catalog* catalogue range version quality original genuine authentic* produkt* artikel* grosse* farbe* produit* taille* couleur* matiere producto* talla* tamano* tamaño
    ~商品 ~製品 ~サイズ ~色 ~素材 ~在庫 ~产品 ~商品`,
  goods: `lamp lamps lampe lampara kettle* mug mugs chair* table sofa mattress* pillow* blanket* shoe shoes shirt* dress* jacket* bag bags watch phone headphone* laptop charger battery bottle
    supplement* protein* whey vitamin* multivitamin* gainer creatine bcaa capsule* tablet* powder shaker dumbbell* cream serum soap coffee tea grinder knife pan toy toys book bike helmet
    tent camera printer speaker keyboard monitor rug curtain* towel* sheet sheets wasserkocher bouilloire tasse ~ランプ ~ケトル ~マグ ~靴 ~椅子`,
  usehow: `use using used uses usage instruction* manual guide install* assembl* setup set-up clean cleaning wash washable descal* charge charging connect pair maintain care dosage dose
    consume drink repair replace benutz* verwend* anleitung* reinig* wasch* entkalk* aufbau* montier* utiliser utilis* nettoy* laver detartr* monter notice usar utilizar limpiar lavar
    montar instrucciones descalcificar ~使い方 ~使用 ~掃除 ~洗 ~説明書 ~組み立て ~設定 ~怎么用`,
  recommend: `recommend* suggest* advice advise best better suitable choose choosing which compare comparison difference different confused buying looking empfehl* beste* welche* vergleich* unterschied*
    conseill* meilleur* quel quelle recomend* mejor cual ~おすすめ ~お勧め ~どれ ~比較 ~推荐`,
  health: `health* fit fitness gym muscle* fat lose gain body skin hair immunity diabetes bp pain sleep side effect effects ingredient* vegan vegetarian gluten allerg* sugar pregnan* kids children age
    gesund* vegan schlaf* sante sommeil salud dormir ~健康 ~副作用 ~成分 ~アレルギー`,
  buy: `buy buying bought order-online place placing checkout cart basket add kaufen kauf bestellen warenkorb acheter commander panier comprar pedir carrito ~買 ~購入 ~カート ~购买`,
  have: `sell sells selling carry stock have got do-you-have provide offer verkauf* verkaufen fuhren vendez vendre vend venden vendeis tienen teneis ~売って ~ありますか ~扱って`,
  delete: `delete deleting remove close closing closed deactivat* terminate erase losch* loschen supprim* supprimer fermer borrar eliminar cerrar ~削除 ~退会 ~解約`,
  create: `create creating open opening make new another second set erstell* neu* creer crear nuevo nueva ~作成 ~新規`,
  recover: `forgot forget* forgotten recover* reset retriev* restore lost locked unlock vergess* zurucksetz* oubli* reinitialis* olvid* restablec* recuper* ~忘れ ~リセット`,
  cannot: `cant cannot couldnt unable doesnt didnt dont not no never havent hasnt isnt wasnt wont nicht kein* nie pas jamais impossible nunca ~ない ~ません ~できない ~不能`,
  problem: `problem* issue* issues trouble* error* fail* failed wrong problem* fehler* probleme* panne erreur* problema* error* fallo ~問題 ~エラー ~トラブル`,
  mine: `my mine i me mein meine meinen meiner mon ma mes mi mis our ~私 ~自分`,
  shopyou: `you your yours u ur guys company business ihr ihre euer eure sie vous votre vos ustedes su sus tu ~御社 ~貴社 ~そちら`,
  greet: `hi hello hey hii hallo bonjour salut hola buenas morning evening ~こんにちは ~はじめまして ~你好`,
}
