"""Abbreviations and month names: where a full stop ends no sentence."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER_LAST = _words(
    """
    dr prof mr mrs ms st ste messrs hr fr frl mlle mgr sr jr dipl ing med phil rer nat habil hon
    univ priv doz ra rev gen col capt lt sen gov rep sgt dott sig dra
    z.b d.h u.a i.d.r z.t v.a u.u o.ä i.a i.v m.e s.o s.u v.l v.r n.b b u d bzw bspw ca ggf inkl
    exkl evtl gem geb gest max min mind nr tel vgl vs abs abb abt art aufl bd bes betr dgl einschl
    ehem entspr hrsg insb jhd jh kap lfd sog str stv stellv tab urspr vorm wg zw zzgl zzt
    p.ex cf env c.-à-d m mm n° chap éd fig obs réf av vol tél boul
    e.g i.e no nos figs eq approx dept est ext incl pp ch sec resp viz al
    ej p.ej sra srta ud uds núm pág ecc es pag bijv dhr mevr mw dl
    """
)
"""Lower case, without the last full stop; a sentence never ends here."""

SOMETIMES_LAST = _words(
    """
    usw u.s.w etc uvm u.v.m u.ä o.a co corp inc ltd bros gmbh e.v a.d i.r m.a b.a ph.d m.sc b.sc
    s.a s.a.s s.e s.p.a n.v b.v plc u.s u.k e.u u.n u.s.a d.c a.m p.m mio mrd tsd mill
    jan feb mar apr jun jul aug sep sept oct okt nov dec dez janv févr avr juil déc
    av.j.-c n.chr v.chr sek std kg km ed eds trans op loc ibid p t
    """
)
"""Lower case; a sentence ends here only if what follows can only begin one."""

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
