"""What stands on the buttons by which a buyer writes to the seller of a classified ad."""

from typing import Final

from scrapers.phrases import Vocabulary, phrases_of

#: The whole label, or all of it but one word.
CONTACTS_SELLER: Final = Vocabulary({
    True: phrases_of("""
        contact seller | contact the seller | contact advertiser | contact owner | message seller | email seller | e-mail seller
        call seller | chat with seller | chat seller | reply to ad | reply to seller | reply to this ad | make an offer to seller
        send message to seller | send a message to the seller | show phone number | i'm interested
        kontaktieren | verkäufer kontaktieren | anbieter kontaktieren | inserent kontaktieren | nachricht an verkäufer
        nachricht an den verkäufer | verkäufer anschreiben | anbieter anrufen | anfrage an verkäufer
        contacter le vendeur | contacter l'annonceur | contacter vendeur | écrire au vendeur | voir le numéro
        contactar vendedor | contactar con el vendedor | contactar al vendedor | contactar con el anunciante | contactar anunciante
        contatta il venditore | contatta venditore | contatta l'inserzionista | scrivi al venditore
        contactar o vendedor | contactar com o anunciante | falar com o vendedor | conversar com vendedor
        contact verkoper | bericht sturen aan verkoper | bericht aan verkoper | neem contact op met verkoper | stuur bericht
        napisz do sprzedawcy | napisz do sprzedającego | skontaktuj się ze sprzedawcą | zadzwoń do sprzedawcy
        satıcıya mesaj gönder | satıcıyla iletişime geç | satıcıya mesaj at | satıcıyı ara | ilan sahibine mesaj gönder
        kontaktovat prodejce | napsat prodejci | kontaktovat prodávajícího | kontaktovať predajcu | üzenet az eladónak
        üzenek az eladónak | contactează vânzătorul | trimite mesaj vânzătorului | свържи се с продавача
        kontakta säljaren | meddelande till säljaren | ta kontakt med selger | send melding til selger | kontakt selger
        kontakt sælger | skriv til sælger | ota yhteyttä myyjään | lähetä viesti myyjälle | viesti myyjälle
        написать продавцу | связаться с продавцом | позвонить продавцу | написати продавцю | зв'язатися з продавцем
        επικοινωνία με πωλητή | 판매자에게 문의 | 판매자와 채팅 | 판매자와 채팅하기 | 出品者に質問 | 出品者に連絡 | 联系卖家 | 聯絡賣家 | 聯繫賣家
    """),
})  # fmt: skip
