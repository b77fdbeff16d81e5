/** First names that people of an operator's staff really have, as passports and mail addresses spell them. */
export const COMMON_NAMES = [
  "Александр Алексей Анатолий Андрей Антон Аркадий Арсений Артём Богдан Борис Вадим Валентин Валерий Василий Виктор Виталий",
  "Владимир Владислав Вячеслав Геннадий Георгий Глеб Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл",
  "Константин Лев Леонид Макар Максим Марат Матвей Михаил Никита Николай Олег Павел Пётр Ринат Роман Руслан Савелий Семён",
  "Сергей Станислав Степан Тарас Тимофей Тимур Фёдор Филипп Эдуард Юрий Яков Ярослав Алина Алиса Алла Алсу Анастасия Ангелина",
  "Анна Антонина Валентина Валерия Варвара Вера Вероника Виктория Галина Гульнара Дарья Диана Ева Евгения Екатерина Елена",
  "Елизавета Жанна Зинаида Зоя Инна Ирина Кира Клавдия Кристина Ксения Лариса Лидия Лилия Любовь Людмила Маргарита Марина Мария",
  "Надежда Наталья Нина Оксана Ольга Полина Раиса Римма Светлана София Таисия Тамара Татьяна Ульяна Юлия Яна",
  "Adam Alan Albert Alex Alfred Amy Andrew Angela Ann Arnold Arthur Barbara Ben Bernard Brian Carl Carmen Carol Charles Chris",
  "Clara Daniel David Deborah Dennis Diana Donald Dorothy Edward Elena Ella Emily Emma Eric Ethan Eva Frances Frank George Gerald",
  "Grace Harold Harry Hazel Helen Henry Ian Irene Jack Jacob James Jane Jason Jean Jennifer Jessica Joan John Jordan Joseph Joyce",
  "Judith Julia Karen Karl Kathleen Keith Kevin Laura Lawrence Leah Leo Lewis Liam Lily Linda Lisa Logan Louis Lucas Lucy Margaret",
  "Marie Mark Martha Martin Mary Michael Mia Molly Nancy Nathan Nicole Noah Nora Oliver Olivia Oscar Owen Pamela Patrick Paul Peter",
  "Rachel Ralph Rebecca Richard Robert Roger Ronald Rose Ruth Ryan Samuel Sandra Sarah Scott Sean Sophia Stephen Steven Susan Terry",
  "Theresa Thomas Timothy Tyler Vera Victor Vincent Virginia Walter Wayne William Zoe",
].flatMap((line) => line.split(" "));
