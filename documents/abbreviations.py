"""Abbreviations, month names and first words: what a full stop may mean.

Written for this project. Entries stand without their last full stop.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BEFORE_NAMES = _words(
    """
    Dr Prof Pr Mr Mrs Ms MM Mlle Mme Messrs Hr Fr Frl Mgr Me St Ste Sr Sra Srta Hon Rev Gen Col
    Capt Lt Maj Sen Gov Rep Sgt Univ Priv Doz Dipl Ing Mag RA Emer med phil rer nat habil jur dott
    Dott Sig dhr Dhr mevr Mevr
    """
)
"""Titles and forms of address, as they are written; no sentence ends with one."""

BEFORE_NUMBERS = _words(
    """
    nr no nos n° núm abb abs abt art aufl bd kap s p pp pag pág fig figs chap ch eq sec tab tel tél
    geb kl jg anl anh bsp vol ziff rn anm str par para ed éd ca env approx lit
    mo di mi do fr sa so lun mer jeu ven sam dim mon tue wed thu fri sat sun
    jan feb mar apr jun jul aug sep sept oct okt nov dec dez janv févr avr juil déc
    """
)
"""Lower case; before a number, no sentence ends with one."""

NEVER_LAST = _words(
    """
    z.b d.h u.a i.d.r z.t v.a u.u o.ä i.a i.v m.e s.o s.u n.b bzw bspw ca ggf inkl exkl evtl zzgl
    vgl vs lt em einschl ehem entspr insb sog stv stellv urspr vorm wg gegr
    p.ex cf env c.-à-d av éq réf boul bd
    fa allg amtl dt frz engl europ ehrenamtl wiss östl westl nördl südl kath gez ppa mitgl vors
    präs stud cand geänd
    e.g i.e approx incl resp viz est proc conf assoc inst intl natl acad supt cmdr
    p.ej ee ud uds ecc bijv mw
    """
)
"""Lower case; no sentence ends with one."""

SOMETIMES_LAST = _words(
    """
    nachf ges verf hg hrsg beisp ave rd blvd hwy
    usw u.s.w etc uvm u.v.m u.ä o.a jr co corp inc ltd bros gmbh mass e.v a.d i.r m.a b.a ph.d m.sc
    b.sc s.a s.a.s s.e s.p.a n.v b.v plc u.s u.k e.u u.n u.s.a d.c a.m p.m mio mrd tsd mill al
    av.j.-c j.-c n.chr v.chr chr min max sek std ed eds trans op loc ibid
    """
)
"""Lower case; a sentence ends here only where the next word is one that begins sentences."""

MONTHS = _words(
    """
    januar jänner februar feber märz april mai juni juli august september oktober november dezember
    jan feb mär apr jun jul aug sep sept okt nov dez
    januari februari maart mei augustus january february march may june july october december
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    ledna února března dubna května června července srpna září října listopadu prosince
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października grudnia
    marts maj januára februára apríla mája júna júla augusta septembra októbra novembra decembra
    tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta
    lokakuuta marraskuuta joulukuuta
    """
)

ORDINALS_WITH_FULL_STOP = _words("cs da de et fi hr hu lv no pl sk sl tr")
"""Languages that write an ordinal number as digits and a full stop."""

FIRST_WORDS = {
    "de": _words(
        """
        aber alle allein allerdings anders außerdem beide bereits bisher bislang da daher danach
        dann daran darauf daraus darin davon deren deshalb dennoch denn doch dort ebenso einige
        erst erstmals etwa gemeinsam gestern heute hier hierzu hinzu insgesamt inzwischen jede
        jeder jedes jetzt kein keine künftig manche man mehr morgen neben niemand noch nun nur
        rund schließlich schon so sobald somit sowohl statt trotz weil weitere weniger zudem zuvor
        zuletzt zunächst zwar zwei
        """
    ),
    "en": _words(
        """
        again all also another any anyone both each earlier every everyone everything finally
        further here however instead last later many meanwhile more moreover most nearly next
        no nobody none nor nothing now once one only other several since so some soon still such
        then there therefore thus today together tomorrow two yesterday yet
        """
    ),
    "fr": _words(
        """
        ainsi alors aujourd'hui aucun aucune beaucoup bientôt car ceci cela celle celui cependant
        certains chacun chaque ceux d'abord demain depuis désormais deux donc encore enfin ensuite
        grâce hier ici jamais jusqu là malgré merci nul or parmi personne plus plusieurs pourtant
        puis quant rien seul seule tous tout toute toutefois toutes trois voici voilà voir
        """
    ),
}
"""Words, besides the function words, with which sentences begin."""
