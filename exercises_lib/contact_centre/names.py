"""Names of made-up people. Plain letters only: a learner on any keyboard can type them."""

# (first name, last name); more than 60, so that samples differ in who works there.
AGENTS = (
    ("Ana", "Reyes"), ("Jomar", "Villanueva"), ("Liza", "Macaraeg"), ("Rodel", "Abad"),
    ("Carmela", "Dizon"), ("Benjie", "Manalo"), ("Marites", "dela Cruz"), ("Paolo", "Tiongson"),
    ("Grace", "Uy"), ("Divya", "Nambiar"), ("Rohan", "Kulkarni"), ("Meera", "Chettiar"),
    ("Ritu", "Deshmukh"), ("Irfan", "Qazi"), ("Farida", "Sheikh"), ("Harpreet", "Bajwa"),
    ("Kavita", "Gadgil"), ("Priya", "Raman"), ("Suresh", "Palani"), ("Nilufar", "Hossain"),
    ("Ifeoma", "Okoro"), ("Sade", "Ogunleye"), ("Obinna", "Ekwueme"), ("Abena", "Owusu"),
    ("Otieno", "Barasa"), ("Wanjiru", "Muthoni"), ("Thandi", "Mokoena"), ("Sipho", "Radebe"),
    ("Layla", "Mansour"), ("Omar", "Haddad"), ("Nadia", "Benali"), ("Karim", "Tazi"),
    ("Elif", "Aksoy"), ("Kerem", "Yildirim"), ("Roya", "Farahani"), ("Samir", "Nasser"),
    ("Noam", "Peretz"), ("Tamar", "Beridze"), ("Aziz", "Rakhimov"), ("Dilnoza", "Karimova"),
    ("Sofia", "Lindqvist"), ("Erik", "Halvorsen"), ("Anneli", "Korpela"), ("Marta", "Wrona"),
    ("Ivana", "Petkova"), ("Goran", "Lukovic"), ("Elena", "Stoica"), ("Luca", "Ferrante"),
    ("Giulia", "Bellandi"), ("Ines", "Carvalhal"), ("Rui", "Teixeira"), ("Camille", "Rousselot"),
    ("Hugo", "Delmas"), ("Hannah", "Whitcombe"), ("Callum", "Braithwaite"), ("Siobhan", "Tierney"),
    ("Gareth", "Penrose"), ("Denise", "Holloway"), ("Marcus", "Tillman"), ("Tanya", "Birdsong"),
    ("Luz", "Quispe"), ("Mateo", "Barrientos"), ("Ximena", "Salcedo"), ("Diego", "Urrutia"),
    ("Keiko", "Murata"), ("Haruto", "Nagai"), ("Minjun", "Seo"), ("Jiwoo", "Hahn"),
    ("Mei Lin", "Tan"), ("Wei Jie", "Koh"), ("Xiaoyan", "Deng"), ("Bao", "Truong"),
    ("Linh", "Phan"), ("Somchai", "Rattana"), ("Dewi", "Kusuma"), ("Agus", "Hartono"),
    ("Nur Aisyah", "Yusof"), ("Leilani", "Kealoha"), ("Tane", "Parata"), ("Aroha", "Ngata"),
)

CUSTOMER_FIRST = (
    "Alma", "Arturo", "Beatriz", "Cesar", "Corazon", "Danilo", "Esther", "Fely", "Gemma", "Hector",
    "Aarti", "Bhavesh", "Chitra", "Dinesh", "Ganesh", "Indira", "Jyoti", "Kiran", "Laxmi", "Manoj",
    "Agnes", "Bernard", "Claire", "Douglas", "Edith", "Fiona", "Graham", "Helen", "Iris", "Joan",
    "Adaeze", "Bola", "Chinwe", "Dayo", "Efua", "Femi", "Halima", "Jabari", "Kwabena", "Lerato",
    "Amina", "Bilal", "Dalia", "Faisal", "Huda", "Jamila", "Khalid", "Mona", "Noor", "Rashid",
    "Aiko", "Chen", "Duc", "Hye", "Kenji", "Lan", "Ming", "Nari", "Quan", "Yuki",
)
CUSTOMER_LAST = (
    "Abellana", "Bautista", "Catapang", "Dimaculangan", "Evangelista", "Galang", "Lacson",
    "Magsaysay", "Ocampo", "Pangilinan", "Acharya", "Bhosale", "Chauhan", "Dutta", "Ghosh", "Iyer",
    "Khatri", "Mistry", "Pillai", "Solanki", "Ashdown", "Blackwood", "Crowther", "Dunmore",
    "Eastham", "Fairbrother", "Garside", "Hartley", "Ingleby", "Kershaw", "Achebe", "Boateng",
    "Chukwu", "Dlamini", "Eze", "Gathoni", "Kiplagat", "Mensah", "Nkosi", "Oyelaran", "Aziz",
    "Bakri", "Darwish", "Fayad", "Ghanem", "Khoury", "Masri", "Najjar", "Saleh", "Zidani",
    "Aoki", "Bui", "Chua", "Fukuda", "Hoang", "Kwon", "Lim", "Nakano", "Ong", "Watanabe",
)
