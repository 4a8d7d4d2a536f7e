/**
 * What people ask an assistant that no shop can answer. One concept per field of life, so that a question about the
 * weather tells the model about questions on traffic too. Same notation as the concept table.
 */
export const TOPIC_STEMS: Readonly<Record<string, string>> = {
  weather: `weather forecast temperature rain* raining snow* sunny cloudy storm* hurricane humid* degrees celsius fahrenheit umbrella wetter regen meteo pluie neige clima lluvia ~天気 ~気温 ~雨 ~天气`,
  travel: `flight* fly flying airport* airline* airlines luggage baggage visa visas passport* hotel* vacation* trip trips travel* tourist* sightsee* itinerary plane train trains bus buses
    embassy vaccin* timezone timezones carry-on carryon rental flug fluge urlaub reise* zug vol vols voyage* avion vuelo* viaje* vacaciones aeropuerto ~飛行機 ~ホテル ~旅行 ~航班`,
  driving: `car cars truck* vehicle* tire tires tyre tyres oil gas gasoline gallon* mpg mileage engine brake* traffic highway route directions drive driving uber taxi cab lyft dealership parking
    odometer octane jumpstart jump-start mechanic auto motor voiture essence coche gasolina trafico ~車 ~渋滞 ~タクシー`,
  cooking: `recipe* cook cooking bake baking boil oven fridge calorie* nutrition* carbs dinner lunch breakfast meal meals restaurant* reservation* reservations chicken pasta rice salmon beef potato* pizza
    cake cookie* soup salad spaghetti lasagna turkey burger* sushi taco* ingredient substitute rezept* kochen recette* receta* cocinar ~レシピ ~料理 ~レストラン ~夕食`,
  worklife: `pto payday paycheck salary wage* income w2 w-2 401k tax taxes irs hr boss meeting meetings coworker* job jobs resume interview* career promotion retirement insurance benefits
    holiday schedule calendar appointment* conference payroll steuer* gehalt meeting impot* salaire impuesto* sueldo ~会議 ~給料 ~税金`,
  money: `bank banks loan* mortgage* stock stocks invest* bitcoin crypto* exchange-rate dollar dollars euro euros pounds yen currency interest apr savings checking balance transfer atm credit-score rent
    inflation bank aktie* kredit action* bourse prestamo* hipoteca bolsa ~株 ~為替 ~銀行`,
  devices: `alarm* timer* remind* reminder* clock time date today tomorrow text message volume playlist song songs music play lights thermostat wifi bluetooth selfie app gps location wake
    wecker erinner* uhrzeit alarme reveil alarma recordatorio ~アラーム ~タイマー ~音楽 ~何時`,
  knowledge: `who whos president capital population history war country world planet planets universe moon sun star stars ocean river mountain* king queen inventor invented invent discovered
    founded century science scientist* physics chemistry biology math mathematics equation* square root element atom* dinosaur* animal* species bird* dog dogs cat cats puppy horse*
    philosophy religion god bible hauptstadt prasident capitale presidente ~大統領 ~首都 ~歴史`,
  language: `translate* translation spell spelled spelling define definition meaning mean means synonym* pronounce grammar spanish french german italian japanese chinese english word words sentence
    ubersetz* bedeutet traduire signifie traduc* significa ~翻訳 ~意味`,
  fun: `joke jokes funny riddle* story poem poems sing game games movie movies film films tv show actor actress singer band celebrity football soccer basketball baseball nba nfl nhl team score
    olympic* chess coin dice flip roll lottery horoscope novel author netflix witz spiel blague jeu chiste juego pelicula ~冗談 ~映画 ~ゲーム ~野球`,
  convert: `convert conversion kilogram* kilometer* kilometers miles mile inches feet ounces ounce cups cup tablespoon* teaspoon* liters liter grams percent plus minus divided times multiply sum calculate
    rechne umrechnen convertir calculer calcular ~計算`,
  people: `mom mother dad father sister brother wife husband girlfriend boyfriend friend friends birthday wedding baby school college university teacher student homework exam essay doctor dentist hospital
    disease cancer symptom* medicine fever headache depression love relationship dream dreams death die schule arzt ecole medecin escuela medico ~病院 ~学校 ~誕生日`,
  code: `code coding program programming python javascript java html sql function algorithm software developer linux windows excel wordpress plugin github api script hack hacking programmier* ~プログラム`,
  selfbot: `yourself feeling are-you your-name old born real favourite favorite hobbies ~あなたは ~名前`,
  publicaffairs: `news election* vote voting politic* politician* government congress senate minister law laws police crime immigration protest climate economy nachrichten wahl regierung actualites election* gobierno
    noticias elecciones ~ニュース ~政治 ~選挙`,
  space: `space galaxy galaxies hole holes asteroid* nasa rocket* astronaut* mars jupiter saturn alien* ~宇宙`,
  vices: `addict* habit habits drug drugs cannabis marijuana nicotine heroin cocaine smoking cigarette* alcohol drunk beer wine gambl*`,
  places: `nation nations state states continent* museum* library embassy pharmacy hospital university universities college colleges backyard downtown`,
  media: `channel channels episode* youtube instagram facebook twitter tiktok podcast* radio lyrics photo photos gossip`,
  garden: `garden* plant plants flower* tree trees grass lawn grow growing seed seeds fishing camping hiking painting paint drawing guitar piano tuning instrument* exercise yoga marathon`,
}
