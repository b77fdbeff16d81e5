import type { MessageReason } from "../understanding.ts";
import type { WordTable } from "../word-class.ts";

/**
 * English verbs that a particle completes, near or far: "turn it off", "switch the hearts back on". The particles are
 * in order of precedence.
 */
export const PARTICLE_VERBS = {
  verbs: "turn+ switch+ get getting got take taking took taken put putting shut shutting",
  particles: [
    ["off", "off"],
    ["of", "off"],
    ["away", "off"],
    ["down", "off"],
    ["back", "return"],
    ["on", "on"],
    ["up", "on"],
  ],
} as const satisfies { verbs: string; particles: readonly (readonly [string, "off" | "on" | "return"])[] };

/** English words by class. Apostrophes are left out in reading: "don't" is "dont". */
export const ENGLISH_WORDS: WordTable = {
  off: `off remov+ disabl+ hide hiding delet+ deactivat+ unsubscrib+ get_rid_of getting_rid_of got_rid_of rid_of eras+ clear
    dismiss+ opt_out opt_me_out opting_out kill make_it_go_away make_it_stop make_this_stop make_them_go_away`,
  on: `sign_me_up subscribe_me count_me_in gimme start_showing start_displaying bring_me let_me_have enabl+ activat+ show+ display+ add+ give_me get install+ set_up`,
  return: `bring_back bring_it_back bring_them_back bring_my bring_the restor+ give_back give_it_back return`,
  cancel: `cancel cancelled canceled revert`,
  make: `put set`,
  appear: `appear+ see seeing seen come comes coming came arriv+ work+ shown look_at looking_at`,
  vanish: `go_away going_away disappear+ vanish+ goes_away went_away gone`,
  keep: `keep leave_it leave_the let_it_stay let_them_stay`,
  replace: `replac+ chang+ instead_of instead swap`,
  give: `gift send giv+ present`,
  undo: `undo put_it_back_as_it_was`,
  stop: `stop unsubscribe quit`,
  no: `no nope`,
  accident: `accident accidentally by_mistake mistake mistakenly`,
  regret: `changed_my_mind change_my_mind`,
  help: `help info commands menu what_can_you_do settings`,

  negator: `not dont do_not doesnt didnt wont never isnt aint wouldnt no_longer arent shouldnt wasnt hasnt havent hadnt`,
  want: `yes_to id_love would_love would_like_to_have would_love_to_have id_love_to_have id_like_to_have want_to_have like_to_have love_to_have like_to_get want_to_get asked dare want wants wanted wanna need needs needed wish like_to would_like id_like prefer love_to`,
  able: `able know figure_out find manage`,
  unable: `cant cannot couldnt unable impossible can_not`,
  permit: `possible_to_have possible_to_get any_chance any_chance_of any_chance_to_get any_chance_to_have any_chance_i_can_get any_chance_i_can_have how_about can could may possible possibly would_you will_you can_i can_you could_you could_i may_i mind_turning`,
  forbidden: ``,
  cease: `stop stop_it quit enough no_more`,
  remember: `forget`,
  purpose: `make let so_that in_order_to`,
  if: `if whether unless`,
  impatient: `finally already at_last`,
  still: `still yet`,
  again: `again back`,
  sarcasm: `yeah_right oh_great`,

  how: `how where_do_i where_can_i where_to way_to`,
  why: `why how_come what_for`,
  what: `what_is whats what_are what_does where_did`,
  who: `who whom whose nobody no_one anyone`,
  when: `when what_time what_date what_day soon`,
  "how-long": `how_long until_when till_when how_soon`,
  where: `where wheres`,

  thing: `icon~ decor decors decoration~ picture~ symbol~ emoji~ logo~ thing~ image~ sign~ ornament~ crap shit nonsense rubbish garbage stuff
    doodle~ graphic~ glyph~ sticker~ badge~`,
  this: `one one_too this it that these those them its`,
  all: `all everything every`,
  nothing: `nothing none`,
  except: `except but_not but_the apart_from other_than not_all not_everything`,
  only: `only`,
  plain: `normal plain ordinary regular usual default`,
  without: `without`,
  gifts: `gifts`,
  foreign: `internet data plan~ subscription~ roaming ad ads advert~ advertising balance money newsletter~ call~ sms text~ notification~ spam
    ringtone~ payment~ contract~ bill~ password voicemail vpn wifi sim_card minutes bank service~ autopay music sound
    bluetooth light~ alarm~ mailing number~`,
  feelings: `feelings views beliefs reasons`,

  me: `i me my mine im us we our ours ill myself`,
  you: `you your yours u`,
  person: `friend~ wife husband mom mum mother dad father sister~ brother~ daughter~ son~ girlfriend boyfriend grandma grandmother
    grandpa colleague~ neighbour~ neighbor~ kid~ child children parents she he`,
  recipient: `for_her for_him to_her to_him her_number his_number another_number give_her give_him send_her for_my_friend for_my_wife
    for_my_mom for_my_mum for_my_mother for_my_husband for_my_sister for_my_daughter to_my_friend to_my_wife to_my_mom
    to_my_mum to_my_mother to_my_husband to_my_sister to_my_daughter my_friends_phone`,
  people: `people everyone everybody subscribers customers folks they`,
  speech: `said says told heard read tells wrote`,
  also: `too also as_well me_too`,

  good: `thanks thank_you thank thx ty love lovely loved cute nice nicely beautiful pretty great awesome cool sweet adorable wonderful
    amazing fantastic perfect excellent happy yay hooray wow like glad enjoy+ gorgeous charming delightful neat brilliant
    not_bad`,
  thanks: `thanks thank_you thx ty`,
  bad: `put_up_with putting_up_with idiot~ idiotic stupid dumb silly hate hated awful terrible horrible ugly disgusting annoying annoys crap shit shitty
    fuck fucking damn damned bloody ridiculous sucks worst bad pathetic gross tacky cringe cringey complain complaint
    upset angry sad disappointed offended offensive sick_of tired_of fed_up lame unwanted rubbish garbage nonsense wtf
    disgrace shame outrageous unacceptable bother+`,

  place: `phone~ screen~ tray status bar operator~ t2 tele2 name~ sim sims android iphone app top corner display carrier network
    beside near next_to mobile`,
  preposition: `of from on in at to with by for beside near next about above under after over`,
  and: `and or`,
  but: `but however though`,
  polite: `as_soon_as_possible asap quick_question hope_you_understand its_really_important sorry_to_bother sorry_to_bother_you sorry_for_bothering_you in_advance please pls plz plse hello hi hey dear good_morning good_afternoon good_evening sorry excuse_me kindly sir madam
    tell_me could_you_tell_me`,
  filler: `nothing_personal nothing_against the a an do does did is are was were am have has had will would should just now right immediately asap today tomorrow
    ever any more anymore really very so there here then forever completely at once yes ok okay yeah well oh ah some
    guys team what which hear heard start starting than year again as let lets me_know else also even always be been being
    day days time this_year next_year january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday winter spring summer autumn holidays holiday christmas new_year over`,
};

/** Why people are unhappy, in English. */
export const ENGLISH_REASONS: Readonly<Record<MessageReason, string>> = {
  offensive: `offend+ offensive offends insult+ insulting religious religion christian~ muslim~ islam haram sin sinful blasphemy faith my_beliefs
    believer~ jewish`,
  leaving: `another_operator another_carrier another_provider other_operator switch_operators change_operator change_operators
    switch_carriers switching_carriers switch_providers im_leaving leaving_you leave_you ill_leave i_will_leave change_carrier
    leaving_for moving_to_another switch_to_another port_my_number`,
  hurtful: `lonely loneliness alone divorced divorce widow widower widowed died grief grieving funeral heartbroken broke_up breakup
    hurtful hurts im_single single_people being_single painful mourning passed_away`,
  battery: `battery drain+ drains`,
  ugly: `ugly tacky cringe cringey hideous eyesore tasteless gross`,
  privacy: `privacy track+ tracking spy+ spying personal_data consent intrusive private_life invad+`,
  annoying: `annoying annoys annoyed irritating irritates sick_of tired_of fed_up distracting distracts`,
  unasked: `didnt_ask did_not_ask never_asked didnt_ask_for without_asking without_permission without_my_consent unasked nobody_asked
    not_ask_for without_consent never_signed_up didnt_sign_up`,
  obscures: `in_the_way cover+ covers blocks hides_the cant_see_the_time`,
  childish: `childish kindergarten unprofessional not_a_child not_a_kid not_five juvenile`,
  cost: `charging_me cost costs fee paying_for expensive`,
  outdated: `holiday_is_over holidays_are_over its_over christmas_is_over outdated already_january already_march`,
};
