"""Function words: the small words that give a language away and that sentences begin with.

Written for this project: question words, articles, prepositions, pronouns, conjunctions and
auxiliaries, as they occur in questions about news. A word may stand in several languages; left
out is one that begins questions in one language and means little in another (English "was").
"""

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "bg": "кой коя кое кои какво какъв каква какви кога къде защо как колко на за от до през "
        "със в във се са е беше бяха ще не и или че който която което които този тази това тези "
        "има няма с по при след преди между чрез ли",
        "cs": "kdo co kde kdy kam odkud proč jak jaký jaká jaké jací kolik který která které kteří "
        "čí je jsou byl byla bylo byli bude budou má mají se si na v ve o od do pro při po před "
        "mezi podle za ze z s nebo ale jako jeho její jejich tento tato toto také jsme",
        "da": "hvem hvad hvor hvornår hvorfor hvordan hvilken hvilket hvilke hvis mange meget er "
        "var blev bliver har havde skal kan vil at en et den det de der som og eller på i til fra "
        "af om med for ved efter før mellem siden ikke også blandt denne dette disse sagde "
        "deltog fandt sted hedder år findes",
        "de": "wer was wo wann warum wieso wie welche welcher welches welchen welchem wem wen "
        "wessen wohin woher womit worüber wofür wozu viele viel der die das den dem des ein eine "
        "einer eines einem einen ist sind war waren wird wurde wurden werden hat haben hatte soll "
        "kann es er sie wir ich und oder auf im in an am aus bei beim mit nach von vom zu zum zur "
        "für über unter durch seit bis nicht auch als dass sich ihre seine diese dieser dieses "
        "dieses dafür damit dabei heißt gibt lange alt hieß fand findet statt kommt nahm teil "
        "um laut gegen ohne während gab steht stand dazu jedoch wenn darüber alle allen aller "
        "alles einige einigen mehrere mehreren beide beiden jede jeder jedes jedem jeden",
        "el": "ποιος ποια ποιο ποιοι τι πού πότε γιατί πώς πόσα πόσοι πόσο είναι ήταν και ή στο "
        "στη στην στον για από με το τη την τον του της των οι τα ο η που δεν θα",
        "en": "who what where when why how which whose whom many much long old is are were be "
        "been does did do has have had will would can could should the a an of in on at by for "
        "from to with about into over under between since until and or not that this these those "
        "it he she they we you there his her their its as after before during did take place "
        "said according if while however although but our your all some several both each every",
        "es": "quién quiénes qué dónde cuándo cuánto cuánta cuántos cuántas cuál cuáles cómo por "
        "para el la los las un una unos unas de del al en con sin sobre entre desde hasta es son "
        "fue fueron era está están ha han hay se su sus y o no que lo le como según tras este "
        "esta estos estas tiene pero cuando durante también todos todas varios varias cada",
        "et": "kes mis kus millal miks kuidas kui palju milline millised mitu kelle mille on oli "
        "olid ei ja või et see selle need ka oma aasta toimus aastal kuhu kust mida keda poolt "
        "kohta eest pärast enne vahel saab",
        "fi": "kuka ketkä mikä mitä mitkä missä mistä mihin milloin miksi miten kuinka monta "
        "paljon kenen keitä ketä minä vuonna on oli olivat ovat ei ja tai että joka jotka se ne "
        "tämä nämä hän myös sekä kuin mukaan jälkeen ennen kanssa välillä onko montako millainen",
        "fr": "qui que quoi où quand pourquoi comment combien quel quelle quels quelles le la les "
        "l un une des du de d au aux en dans sur sous avec sans pour par entre depuis est sont "
        "était étaient a ont été sera se s son sa ses leur leurs et ou ne pas qu ce cette ces cet "
        "il elle ils elles nous vous y t chez lors selon après avant qu'est n c on mais si comme "
        "aussi fut dont tous toutes plusieurs chaque",
        "ga": "cé cad céard cá cathain conas cén cathair mhéad atá tá bhí is an na ar ag i le do "
        "de go faoi ó san sa agus nó raibh bhfuil é í iad seo sin nach ní chun idir roimh tar éis "
        "uair fáth áit cár",
        "hr": "tko što gdje kada kad zašto kako koliko koji koja koje kojem kojoj čiji je su bio "
        "bila bilo bili će se na u o od do za po s sa iz i ili ne da li kao nije nakon prije "
        "između ovaj ova ovo također imaju ima",
        "hu": "ki kik mi mit mikor hol hová honnan miért hogyan mennyi hány melyik milyen kinek "
        "kit mekkora a az egy és vagy nem is van volt lesz voltak hogy ez ezt azt meg el között "
        "után előtt szerint ben ban nek nak által óta kell évente részt vett",
        "it": "chi che cosa cos dove quando perché come quanto quanta quanti quante quale quali "
        "qual il lo la gli le i un uno una di del dello della dei degli delle al allo alla ai alle "
        "da dal dalla in nel nella nei con su sul sulla per tra fra è sono era erano ha hanno "
        "stato stata si ne e o non anche dell all l nell c dopo prima secondo durante questo "
        "questa ci viene",
        "lt": "kas ką kam kur kada kodėl kaip kiek koks kokia kokie kokios kuris kuri kurie kurio "
        "kieno yra buvo bus ar arba į iš su po prie apie nuo iki už dėl tarp per ne tai šis "
        "ši jis ji jie jų taip pat vyko metais",
        "lv": "kas ko kam kur kad kāpēc kā cik kurš kura kuri kuru kāds kāda kādi kādas ir bija "
        "būs un vai ar no uz pie par pēc līdz pirms starp ne tas tā šis šī viņš viņa viņi arī "
        "notika gadā kurā",
        "mt": "min xi x' fejn meta għaliex kif kemm liema hu hi huwa hija kien kienet kienu li ta' "
        "tal il l u jew fuq għal għall ma' mal minn mill bejn wara qabel fil fl f' b' bil din dan "
        "dawn mhux sa dwar f x b",
        "nl": "wie wat waar wanneer waarom hoe hoeveel welke welk wiens de het een van in op aan "
        "bij met voor door naar uit over tussen sinds tot om te is zijn was waren werd werden "
        "wordt worden heeft hebben had zal kan er dat die deze dit en of niet ook als zich hun "
        "na hoelang vond plaats heet gaat jaar",
        "no": "hvem hva hvor hvorfor hvordan hvilken hvilket hvilke når mange mye er var ble blir "
        "har hadde skal kan vil å en et ei den det de som og eller på i til fra av om med for ved "
        "etter før mellom siden ikke også blant denne dette disse sa deltok sted heter år finnes",
        "pl": "kto co gdzie kiedy dlaczego jak jaki jaka jakie jakich ile który która które którzy "
        "których czyj kogo komu czym dokąd skąd jest są był była było byli będzie ma mają lat się "
        "na w we o od do dla przy po przed między przez za ze z i lub czy nie to ten ta te jako "
        "jego jej ich oraz także roku rok został została",
        "pt": "quem que quê onde quando quanto quanta quantos quantas qual quais como por porque "
        "para o a os as um uma uns umas de do da dos das ao à aos às em no na nos nas com sem "
        "sobre entre desde até é são foi foram era está estão tem têm há se seu sua seus suas e "
        "ou não pelo pela este esta também após segundo ele ela",
        "ro": "cine ce unde când cum cât câtă câți câte care cui de cu la în din pe pentru prin "
        "despre între după înainte până al a ale lui lor un o unei unui și sau nu este sunt era "
        "erau a fost au are se său sa acest această acești că mai fi are loc avut",
        "ru": "кто что где когда куда откуда почему как какой какая какое какие сколько который "
        "которая чей на в во о об от до для при после перед между через за из с со и или не это "
        "этот эта был была было были будет есть также по у к году лет они он она его ее их чем "
        "кого",
        "sk": "kto čo kde kedy kam odkiaľ prečo ako aký aká aké akí koľko ktorý ktorá ktoré ktorí "
        "čí je sú bol bola bolo boli bude budú má majú sa si na v vo o od do pre pri po pred "
        "medzi podľa za zo z s alebo ale jeho jej ich tento táto toto tiež roku",
        "sl": "kdo kaj kje kdaj kam zakaj kako koliko kateri katera katero katere čigav je so bil "
        "bila bilo bili bo bodo se si na v o od do za pri po pred med iz z s in ali ne da kot "
        "tudi ta ki ima imajo leta let",
        "sv": "vem vilka vad var när varför hur vilken vilket vems många mycket är blev blir har "
        "hade ska skall kan att en ett den det de som och eller på i till från av om med för vid "
        "efter före mellan sedan inte också bland denna detta dessa sade deltog rum heter år "
        "finns",
        "tr": "kim kimler ne nerede nereye nereden zaman neden niçin nasıl kaç hangi kimin ve veya "
        "ile için bir bu şu o da de mi mı mu mü değil olan olarak gibi kadar sonra önce arasında "
        "var yok oldu olduğu kimdir nedir yıl yılda ilk tarafından",
        "uk": "хто що де коли куди звідки чому як який яка яке які скільки котрий чий на в у про "
        "від до для при після перед між через за із з зі і й та або чи не це цей ця був була було "
        "були буде є також по році років вони він вона його її їх ким кого",
    }.items()
}
