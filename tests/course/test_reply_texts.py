"""The five written replies against honest texts, which must pass, and false or gaming ones, which must not.

For each exercise a dozen of both, in words that people use. The rules were not written from them.
"""

from pathlib import Path

import pandas as pd
import pytest

from exercises_lib.grading import keys
from tests.checks.verdicts import grade

SOURCE = Path(__file__).parents[2] / "source"
MODULES = {
    "fee_reply": "02_billing_queries", "confirmation": "03_attentive_listening", "reply_to_huda": "04_empathy",
    "reply_to_mateus": "04_empathy", "reply_to_lerato": "04_empathy",
}  # fmt: skip

HONEST = {
    "fee_reply": [
        "Hello {name}, your bill was due on {due}. We received your payment on {paid}, so a late fee of {fee} was added.",
        "Your payment came in on {paid}. The due date was {due}. That is why you see a late fee of {fee} on the next bill.",
        "I checked your account. The bill had to be paid by {due}, and it was paid on {paid}. The fee for that is {fee}.",
        "The bill was not paid by {due}, the day it was due. It was paid on {paid}, and a fee of {fee} was charged.",
        "We did not receive your payment until {paid}. It was due on {due}, which is why there is a fee of {fee}.",
        "Thank you for asking. You paid on {paid_us}, but the last day to pay was {due_us}. The late fee is ${fee}.",
        "Good morning {name}. The due date on that bill was {due}. The money reached us on {paid}. Our late fee is {fee}.",
        "There is a late fee of {fee} on your new bill. Your last bill was due {due} and the payment arrived on {paid}.",
        "The late fee of {fee} is there because of the dates. Your bill was due on {due}. You paid it on {paid}.",
        "Your bill was due on {due}. It was paid on {paid}. That is {late} days late. So the fee of {fee} was added.",
        "I see that the payment for your bill reached us on {paid}. It was due on {due}, so we charged {fee} for it.",
        "The bill of {issued} was due on {due} and paid on {paid}. Bills paid more than 10 days late have a {fee} fee.",
    ],
    "confirmation": [
        "So, Ms Sheikh, we charged you 44.99 twice on the bill of 8 February. You get one 44.99 back on your bank account. "
        "It takes up to five working days. Is that correct?",
        "Let me repeat that, Ms Sheikh. On your bill of Feb. 8 you were charged 44.99 two times. We send the second one to "
        "your bank account within five working days. Is that right?",
        "To confirm: your bill dated 8 February has 44.99 dollars on it twice. We will return one of them to your bank "
        "account, and you will have it in up to 5 working days. Did I get all of it?",
        "You were double charged $44.99 on the 8 February bill. I am sending the money back to your bank account, not "
        "taking it off your next bill. This can take up to five working days. Okay?",
        "So on the bill from February 8th you paid 44.99 two times. We pay 44.99 back into your bank account. Please allow "
        "up to five working days. Have I understood you?",
        "Thank you, Ms Sheikh. The charge of 44.99 is on your 8 February bill twice. One goes back to your bank account in "
        "no more than five working days. Is there anything I missed?",
        "I have noted that 44.99 was charged twice on your bill of the 8th of February. I will have one charge paid back to "
        "your bank account. It may take 5 business days. Is that all right?",
        "Farida Sheikh, your plan was charged twice on the bill of 8 February, 44.99 each time. We will refund one to your "
        "bank account. It takes up to five working days. Do you agree?",
        "Just to be sure: you were charged 44.99 a second time on the bill of 8 February. The second charge goes back to "
        "your bank account within five working days. Is this what you want?",
        "Let me check. The bill is the one of 8 February, and 44.99 is on it twice. We transfer 44.99 to your bank account. "
        "That needs up to five working days. Correct?",
        "So we took 44.99 from you two times for one bill, the one of 8 February. You will get 44.99 back on your bank "
        "account. That will be within 5 working days. Is that so?",
        "What we agreed: both charges of 44.99 are on your 8 February bill, and one is too many. The extra one will be in "
        "your bank account in up to five working days. Did I say that right?",
    ],
    "reply_to_huda": [
        "Dear Ms Mensah, you did all you could to have the lamp there on time, and we let you down. I am sorry. It will "
        "arrive on Tuesday the 14th, before six in the evening. I have paid the 18.50 back to you, and you will see it in "
        "3 days. I will write to you on 15 April to ask if all is well.",
        "Hello Huda, I read your message twice. An empty card in place of a present must have hurt. The mistake was ours: "
        "we printed the label two times. Your lamp comes on 14 April before 18:00. You get the 18.50 back for the fast "
        "delivery. I will check on it myself.",
        "Dear Huda Mensah, it is no small thing to miss a mother's birthday. We were a day late, and that is our fault. The "
        "lamp will be with you by 6 pm on 14 April. I have refunded your 18.50 today. If you do not want it any more, you "
        "can send it back for free until 30 April.",
        "Dear Ms Mensah, you paid for fast delivery and got a slow one. That is not right. I have returned the 18.50. The "
        "lamp is due on Tuesday, 14 April, before 18:00, and it will be brought to your door. I am sorry that you stood "
        "there with an empty card. I will ask on 15 April at 9:00 how it went.",
        "Good morning Ms Mensah. Your mother turned 70 and our lamp was not there. I am sorry, and I can see why you are "
        "disappointed. We lost a day with a label that we printed twice. It comes on April 14 before 6 p.m. The 18.50 you "
        "paid for speed is on its way back to your account.",
        "Dear Ms Mensah, the delivery was late because of us, not because of you. I am sorry about the party. You will have "
        "the lamp tomorrow, 14 April, no later than 18:00. I gave you your 18.50 back. It can take 3 days to show. I am here "
        "if anything else comes up, and I will write on 15 April.",
        "Ms Mensah, thank you for telling us what happened. It must have been hard to hand over only a card. The parcel left "
        "us one day late. The lamp reaches you on Tuesday, 14 April, by 18:00. You will find 18.50 back on your account "
        "within 3 days. It is our job to do better, and I will tell the team.",
        "Dear Ms Mensah, what for, you ask, and you are right to ask. We did not do what you paid for. So the 18.50 goes back "
        "to you today. The lamp will be delivered on 14 April before 18:00. I am very sorry about Saturday. You can also "
        "send it back free of charge until 30 April.",
        "Dear Huda, I am sorry. You planned a surprise, and we spoiled it. The order left on 10 April, one day late. You get "
        "it on 14 April before 6 o'clock in the evening. I have given back the 18.50. I will write to you on 14 April at "
        "19:00 to see if it came.",
        "Dear Ms Mensah, I understand that a late lamp cannot bring back the day. You waited, and our chat gave you a false "
        "answer. The lamp is coming on Tuesday, 14 April, before 18:00. Your 18.50 has been paid back. I take care of this "
        "order myself, and I will write again on 15 April.",
        "Dear Ms Mensah, that was a sad moment, and we caused it. Two labels were printed for your order 48213, and that cost "
        "a day. Please expect the lamp on 14 April before 18:00. The fee of 18.50 for fast delivery is back with you in 3 "
        "days. Would you let me know when it is there?",
        "Dear Ms Mensah, I wish I could turn back the clock to Saturday. I cannot, but I can do this. The lamp is delivered "
        "on 14 April before 18:00. I refunded 18.50 to you this morning. If it is no longer of use to you, send it back at "
        "no cost by 30 April. I will be in touch on 15 April.",
    ],
    "reply_to_mateus": [
        "Dear Mr Oliveira, you called three times and told it all three times. That was a waste of your days, and I am sorry. "
        "The part in the box on your street is broken. It will be repaired on Wednesday, 15 April. A mobile router comes to "
        "you today before 20:00, so you can teach. I took 12.40 off your bill. I will call you on 15 April at 13:00.",
        "Dear Mateus, you lost two classes because of us. I can see why you have had enough. I am your one person from now on. "
        "A technician repairs the box on 15 April. By 8 pm today a courier brings you a mobile router. Your bill is 12.40 "
        "less. I will ring you on 16 April to hear if it all works.",
        "Hello Mr Oliveira, no more restarts. The fault is in the box on your street and has been known since 11 April. It is "
        "fixed on 15 April between 9:00 and 12:00, and you need not be there. Until then you have our mobile router, which "
        "arrives by eight in the evening today. I have credited 12.40 to your bill.",
        "Dear Mr Oliveira, I am sorry that nobody told you what we knew. Your line is repaired on Wednesday the 15th. To let "
        "you work tomorrow, I am lending you a mobile router; it gets to you before 20:00 today. You also pay 12.40 less this "
        "month. My name stays on ticket T-7741.",
        "Dear Mr Oliveira, it must be hard to lose classes while somebody asks you to restart a router. It was not your "
        "router. A box on your street is broken, and the repair is on 15 April. The courier brings a mobile router before "
        "20:00 today. For the 7 days we took 12.40 off your bill. I will call you on 15 April.",
        "Dear Mateus Oliveira, we should have told you this on 11 April, and I am sorry that we did not. The engineer comes to "
        "the box on 15 April. I am sending a mobile router to your home. It will be there by 20:00 today. The 12.40 for the "
        "lost days is off your bill. I own this until it works.",
        "Mr Oliveira, three calls and no answer: that is on us. Here is the answer. A broken part is replaced on 15 April "
        "between 9:00 and 12:00. You can teach with a mobile router, with you today before 20:00. There is no charge for it. "
        "We have taken 12.40 from your bill too.",
        "Dear Mr Oliveira, I am angry for you: two classes gone, and it was our box. We repair it on April 15. Today before "
        "8 p.m. you get a mobile router by courier. It costs you nothing. I took 12.40 off what you owe. I will phone you on "
        "15 April at 14:00 and stay with this to the end.",
        "Dear Mr Oliveira, you want one person, so here I am. I know the fault, and it is not in your flat. It will be mended "
        "on Wednesday, 15 April. For tomorrow's classes I lend you a mobile router. The courier is at your door before 20:00. "
        "Your bill goes down by 12.40.",
        "Dear Mateus, sorry is a small word for a week without a line. Our technicians fix the part on 15 April. Please use "
        "the mobile router that comes today before 20:00. We gave you a credit of 12.40 for 7 days. If anything fails, write "
        "to me, and I will answer the same day.",
        "Dear Mr Oliveira, you were told to restart when a restart could not help. I am sorry. The box on your street gets a "
        "new part on 15 April. So that your school can count on you, a mobile router comes before 20:00 this evening. The "
        "bill shows 12.40 less. I will call on 16 April at 10:00.",
        "Good afternoon Mr Oliveira. I have read all three of your calls, so you need not tell it again. The repair takes "
        "place on 15 April. You will get a mobile router to work with, by 20:00 today, free of charge. I have also taken "
        "12.40 off the bill. Is there anything else that you need for your classes?",
    ],
    "reply_to_lerato": [
        "Dear Ms Nkosi, you needed medicine for your son and were left standing there. I am so sorry. Nothing is wrong with "
        "your account. I cannot give the old card back, but a new one is ready on 14 April from 10:00. If you need money "
        "today, the branch on Market Street gives you up to 200.00 in cash until 17:00. Please bring your passport.",
        "Dear Lerato, that must have been a very hard night. The chip of the card was worn out. Your new card is waiting for "
        "you on Tuesday the 14th at our Market Street branch. You can have 200 in cash there today, until 17:00. Bring an ID "
        "for both, please. I will call you on 15 April.",
        "Dear Ms Nkosi, people stared, and then we hung up on you. I am ashamed of that. Your account is fine. You can take "
        "out up to 200.00 in cash today at the branch. The new card will be ready on 14 April. For both you need your identity "
        "card or your passport. I will phone you on 14 April at 12:00.",
        "Hello Ms Nkosi, I am sorry about how you were spoken to. The machine kept your card because its chip was worn. It is "
        "not possible to return it. A new card can be picked up on April 14, from 10:00. Before that, we pay you up to 200.00 "
        "in cash. All you need is an ID.",
        "Dear Ms Nkosi, with a sick child the last thing you need is a lost card. You get a new card on Tuesday, 14 April, in "
        "the branch on Market Street. So it is there before Wednesday. If you are short today, you can withdraw 200.00 in cash "
        "until 17:00. Take your passport with you. I will call on 15 April.",
        "Dear Lerato Nkosi, you asked for help and heard about a rule. I am sorry. There is nothing wrong with your money. The "
        "new card is ready on 14 April at 10:00. Today the same branch can give you 200.00 in cash. Please show your identity "
        "card each time. I will ask you on 14 April if it worked.",
        "Dear Ms Nkosi, I would have been upset too. Your card's chip was worn out, so the machine kept it. I cannot hand that "
        "card back. But your new card is ready on 14 April. And if you need cash for the medicine, you can have up to 200.00 "
        "today. An ID is enough. I will stay with this until you have the card.",
        "Dear Ms Nkosi, you stood there with 36.20 to pay and no card. I am sorry for that and for our call. You can collect "
        "your new card on 14 April. For today, there is up to 200.00 in cash for you at the branch, until 17:00. You must "
        "bring a passport or an identity card.",
        "Dear Ms Nkosi, first the good news: your account is safe. The old card had a worn chip and stays with us. The new one "
        "is ready on Tuesday, 14 April, from 10:00. The branch on Market Street pays you up to 200.00 in cash today. For this "
        "you need identification. I will write to you on 14 April at 15:00.",
        "Dear Lerato, I read what you wrote, and I am sorry that nobody listened. For the medicine on Wednesday you will have "
        "your new card: it is ready on 14 April. If Wednesday is too late, come today with your ID and take 200.00 in cash. "
        "We are open until 17:00. I will call you on 13 April at 18:00.",
        "Dear Ms Nkosi, a mother should not stand in a shop like that. I will help. A new card will be there for you on 14 "
        "April. You may also get cash today, up to 200.00, until five in the afternoon. Do not forget your passport or your "
        "identity card. If something does not work, ask for me.",
        "Dear Ms Nkosi, I cannot undo last night, but I can help you today. Our branch on Market Street has up to 200.00 in "
        "cash for you before 17:00. Tomorrow, 14 April, your new card is ready there. Your identity card is all you need to "
        "bring. I will call you on 14 April.",
    ],
}

FALSE = {
    "fee_reply": [
        "Your bill was due on {paid}, and your payment reached us on {due}. This is why there is a late fee of {fee}.",
        "Your bill was due on {due}, and you paid on {paid}. The fee of {fee} is our mistake, and you get it back.",
        "Your bill was not due on {due}, and you did not pay on {paid}. There is no late fee of {fee} on your bill.",
        "Your bill was due on {due} and paid on {paid}. The late fee is {fee}, and next time it will be 20.00 for you.",
        "Dear Mr Wrongname, your bill was due on {due} and we got your payment on {paid}. The late fee is {fee}.",
        "{name} bill of {issued} over {total} due on {due} paid on {paid} late fee on the next bill: {fee}",
        "Due {due}. Paid {paid}. Fee {fee}. Late fee bill payment date customer reply amount.",
        "Your bill was due on {due}, you paid on {paid}, the fee is {fee}. Stop calling us, nobody here has time for that.",
        "The fee is {fee}. You paid on {due}. The bill was due on {paid}. That is why it was added to the next bill.",
        "Your bill was due on {due}, your payment came on {paid}. We have waived the fee of {fee}, so you pay nothing.",
        "We got the payment on {due} though the due date was {paid}. So a late fee of {fee} was added to your bill.",
        "The late fee is fifty dollars and not {fee}, since your bill was due on {due} and you paid it on {paid}.",
    ],
    "confirmation": [
        "So, Ms Sheikh, you were not charged twice. The bill of 8 February has 44.99 on it, and your bank account gets "
        "nothing in five working days. Right?",
        "44.99, twice, 8 February, bank account, five working days, Sheikh, charge, bill, money, agreed, confirm, right?",
        "Ms Okafor, you were charged 44.99 twice on your bill of 8 February. We pay 44.99 back to your bank account within "
        "five working days. Right?",
        "You were charged 44.99 twice on your bill of 8 February. We will not pay it back to your bank account. It takes "
        "five working days. Right?",
        "You were charged 44.99 twice on the bill of 8 March. We pay 44.99 back to your bank account within five working "
        "days. Is that right?",
        "You were charged 44.99 twice on your bill of 8 February. We pay it back to your bank account within five working "
        "days. Stop complaining now, please.",
        "You were charged 44.99 twice on your bill of 8 February. You get 100.00 back on your bank account within five "
        "working days. Is that right?",
        "You were charged 44.99 twice on your bill of 8 February. We take it off your next bill and not to your bank account, "
        "in five working days. Right?",
        "The amount of 44.99 was never charged twice on your bill of 8 February. Your bank account gets money in five working "
        "days. Is that right?",
        "You were charged 44.99 twice on your bill of 8 February. We pay one back to your bank account in ten minutes. Is "
        "that right, Ms Sheikh?",
        "Amount 44.99. Times twice. Date 8 February. Place bank account. Time five working days. Correct?",
        "You were charged 44.99 twice on your bill of 8 February, and that is your own fault. We pay 44.99 back to your bank "
        "account within five working days.",
    ],
    "reply_to_huda": [
        "Dear Ms Mensah, the lamp does not come on 14 April, and it does not come before 18:00. We have not paid back the "
        "18.50, and we are not going to. I am sorry that you had a bad day with your family. That is how it is for us all.",
        "Order 48213 left our house on Friday, 10 April, one day late. We had printed the label twice. It comes on Tuesday, "
        "14 April, before 18:00. You may give back the 18.50 for fast delivery. You have just done it. She sees it within 3 "
        "days. She may send the lamp back free of charge until 30 April.",
        "lamp 14 April 18:00 18.50 sorry birthday mother card empty family disappointed angry delivery fast late label "
        "refund back money tomorrow Tuesday promise care feel hurt. Lamp comes. Money back. Sorry birthday. Card empty. Late.",
        "Dear Ms Mensah, the lamp comes on 14 April before 18:00. You get 18.50 back. Stop calling us, nobody here has time "
        "for that. We have other people to look after, and they do not make such a fuss about a lamp that is one day late.",
        "Dear Ms Owusu, I am sorry that the lamp was late for the birthday and that you had only a card to give. It comes on "
        "14 April before 18:00. I have paid the 18.50 back to you. I will write to you on 15 April and ask how it is.",
        "Dear Ms Mensah, I am sorry that the lamp was late for the birthday of your mother. It comes on 14 April before 18:00. "
        "I have paid the 18.50 back to you. You also get 14.00 off your next order with us. I will write on 15 April.",
        "Dear Ms Mensah, I am sorry about the birthday. I will write to you on 14 April before 18:00. The lamp comes on 15 "
        "April at 20:00. I have paid the 18.50 back to you, and you can see it in 3 days. Please tell me how she likes it.",
        "Dear Ms Mensah, I am sorry about the birthday. The lamp comes on 14 April before 18:00. We cannot give you the 18.50 "
        "back, since the courier did what he could. I hope that your mother likes it all the same, when it is there.",
        "Dear Ms Mensah, I am sorry about the birthday. The lamp comes on 13 April before 18:00. I have paid the 18.50 back to "
        "you, and you can see it in 3 days. I will write to you on 15 April and ask how your mother likes the lamp.",
        "Dear Ms Mensah, the lamp comes on 14 April before 18:00, and the 18.50 is yours again. It was your own fault, for you "
        "ordered too late. Think of that the next time that you need a present for your mother. It would help us all.",
        "Dear Ms Mensah, I am sorry about the birthday. The lamp comes on 14 April before 18:00. I have paid the 18.50 back, "
        "and a voucher is in the box with it. I will write to you on 15 April and ask how your mother likes the lamp.",
        "Dear Ms Mensah, I am sorry about the birthday. The lamp comes on 14 April before 9:00 in the morning. I have paid "
        "the 18.50 back to you, and you can see it in 3 days. I will ask how your mother likes it as soon as it is there.",
    ],
    "reply_to_mateus": [
        "Ticket T-7741. A part in the box on his street is broken. We know this since Saturday, 11 April. A restart at home "
        "could not help. A technician repairs it on Wednesday, 15 April, between 9:00 and 12:00. Mateus need not be there. You "
        "can lend him a mobile router, free of charge. A courier brings it today before 20:00. You have taken 12.40 off.",
        "Dear Mr Oliveira, nothing is repaired on 15 April, and no mobile router comes before 20:00. We have not taken 12.40 "
        "off your bill. I am sorry for the calls that you made. You have to wait like all the others on your street do.",
        "repair 15 April router 20:00 12.40 bill sorry restart classes school box street technician courier mobile free ticket "
        "name call promise angry tired. Repair Wednesday. Router today. Bill less. Sorry Mateus. Classes lost. Box broken.",
        "Dear Mr Oliveira, the repair is on 15 April. The mobile router comes before 20:00 today. You get 12.40 off your bill. "
        "Do not call us again. You have called three times, and each of the calls took our time, which others need as well.",
        "Dear Mr Silva, I am sorry that you lost two classes. The box is repaired on 15 April. A mobile router comes to you "
        "before 20:00 today. I have taken 12.40 off your bill. I will call you on 15 April at 13:00 and ask if it works.",
        "Dear Mr Oliveira, I am sorry that you lost two classes. I will call you on 15 April. The box is repaired on 16 April. "
        "A mobile router comes to you before 20:00 today. I have taken 12.40 off your bill. I have your ticket on my desk.",
        "Dear Mr Oliveira, I am sorry that you lost two classes. The box is repaired on 15 April. A mobile router comes to you "
        "before 20:00 today. I have taken 12.40 off your bill, and 9.00 more for your trouble. I will call on 16 April.",
        "Dear Mr Oliveira, I am sorry that you lost two classes. The box is repaired on 15 April. A mobile router comes to you "
        "before noon today. I have taken 12.40 off your bill. I will call you on 15 April and ask if it all works for you.",
        "Dear Mr Oliveira, I am sorry that you lost two classes. The box is repaired on 15 April. A mobile router comes to you "
        "before 20:00 today. I have taken 12.40 off your bill. Please do another restart first, as it may be your router.",
        "Dear Mr Oliveira, I am sorry that you lost two classes. The box is repaired on 15 April. A mobile router comes to you "
        "before 20:00 today. Your bill is not 12.40 less, as you could still use your phone. I will call you on 15 April.",
        "Dear Mr Oliveira, are you deaf? You were told to restart it. The repair is on 15 April, the mobile router comes before "
        "20:00, and 12.40 is off your bill. There is nothing more to say about this, so wait until it is done for you.",
        "No internet since Tuesday. I teach from home. I have called three times, on the 8th, 9th and 10th. Each time I restart "
        "the router while somebody waits. Repair 15 April, mobile router 20:00, 12.40 off the bill. I want one person who "
        "knows what is going on.",
    ],
    "reply_to_lerato": [
        "The chip of the card was worn out. Nothing is wrong with her account. Policy: a card that the machine kept is never "
        "handed back, whoever asks. A new card is ready on Tuesday, 14 April, from 10:00, in the branch on Market Street. She "
        "must bring an ID (a passport or an identity card). The same branch pays her up to 200.00 in cash today.",
        "Dear Ms Nkosi, no card is ready on 14 April, and you cannot have 200.00 in cash today. You do not need an ID for that "
        "either. I am sorry about the people in the pharmacy. That is all there is, and you have to live with it for now.",
        "card 14 April 200.00 cash ID passport branch Market Street sorry medicine son pharmacy embarrassed worried chip worn "
        "account new ready today 17:00 tomorrow call. Card ready. Cash today. Bring ID. Sorry son. Medicine Wednesday.",
        "Dear Ms Nkosi, the card is ready on 14 April. You can have 200.00 in cash today if you bring an ID. Stop writing to "
        "us about it, nobody here has time for that. There are people with real trouble, and they wait in line behind you.",
        "Dear Ms Dlamini, I am sorry about last night. Your account is fine. The new card is ready on 14 April. You can have "
        "up to 200.00 in cash today, until 17:00. Please bring an ID for both. I will call you on 14 April at 12:00.",
        "Dear Ms Nkosi, I am sorry about last night. I will call you on 14 April. The new card is ready on 15 April. You can "
        "have up to 200.00 in cash today, until 17:00. Please bring an ID for both. Your account is fine, and so is your money.",
        "Dear Ms Nkosi, I am sorry about last night. The new card is ready on 14 April. You can have up to 500.00 in cash "
        "today, until 17:00. Please bring an ID for both. I will call you on 14 April at 12:00 and ask if you have it.",
        "Dear Ms Nkosi, I am sorry about last night. The new card is ready on 14 April. You can have up to 200.00 in cash "
        "today, until 17:00. You do not have to bring an ID for it. I will call you on 14 April at 12:00 and ask about it.",
        "Dear Ms Nkosi, I am sorry about last night. You can get your old card back today. The new card is ready on 14 April. "
        "You can have up to 200.00 in cash today, until 17:00. Please bring an ID for both. I will call you on 14 April.",
        "Dear Ms Nkosi, I am sorry about last night. The new card is ready on 12 April. You can have up to 200.00 in cash "
        "today, until 17:00. Please bring an ID for both. I will call you on 14 April at 12:00 and ask if you have it.",
        "Dear Ms Nkosi, I am sorry about last night. The new card is ready on 14 April, for a price of $10. You can have up to "
        "200.00 in cash today, until 17:00. Please bring an ID for both. I will call you on 14 April at 12:00 and ask.",
        "Dear Ms Nkosi, you should be more careful with your card, as it is your fault that the chip is worn. The new card is "
        "ready on 14 April. You can have up to 200.00 in cash today. Please bring an ID for both of them. Thank you very much.",
    ],
}


@pytest.fixture(scope="module")
def records() -> dict[str, dict]:
    kept = {module: keys.kept(SOURCE / module / f"{module}.ipynb")[0] for module in set(MODULES.values())}
    return {name: kept[module][name] for name, module in MODULES.items()}


@pytest.fixture(scope="module")
def screen() -> dict[str, str]:
    """What a learner of module 02 sees: the first customer who asks about a late fee."""
    data = SOURCE / "02_billing_queries" / "data"
    desk, bills = pd.read_csv(data / "case_customers.csv"), pd.read_csv(data / "case_bills.csv")
    customer = desk[desk["question"] == "late fee"].iloc[0]
    bill = bills[bills["customer_id"] == customer["customer_id"]].iloc[1]
    days = {name: pd.Timestamp(bill[f"{name}_on"]) for name in ("issued", "due", "paid")}
    return {
        "name": customer["customer_name"],
        **{name: f"{day.day} {day.month_name()} {day.year}" for name, day in days.items()},
        **{f"{name}_us": f"{day.month_name()} {day.day}" for name, day in days.items()},
        "late": str((days["paid"] - days["due"]).days),
        "total": f"{bill['total_cents'] / 100:.2f}",
        "fee": "5.00",
    }


def outcome(records, screen, name: str, text: str):
    return grade(records[name], text.format(**screen) if name == "fee_reply" else text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in HONEST.items() for text in texts])
def test_an_honest_text_earns_all(records, screen, name, text):
    found = outcome(records, screen, name, text)
    assert found.credit == 1, found.message


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FALSE.items() for text in texts])
def test_a_false_or_gaming_text_does_not_earn_all(records, screen, name, text):
    assert outcome(records, screen, name, text).credit < 1
