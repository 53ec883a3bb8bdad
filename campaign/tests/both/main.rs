//! What the tables promise, on both databases. Those on PostgreSQL need a server: `cargo xtask test` starts one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod archive;
mod collected;
mod content;
mod event;
mod exchange;
mod files;
mod gift;
mod histories;
mod joining;
mod moderation;
mod newsletter;
mod newsletter_files;
mod newsletter_many;
mod office;
mod people;
mod petition;
mod place;
mod privacy;
mod search;

use campaign::{
    db::{Db, DbError, Sql, Table, Value},
    values,
};
use place::Place;
use std::{sync::Arc, thread};

/// Runs a test on SQLite, and on PostgreSQL where there is a server.
macro_rules! on_both {
    ($($name:ident;)*) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(&crate::place::Place::sqlite()); })*
        }
        mod postgres {
            $(#[test] #[ignore = "needs a PostgreSQL server: cargo xtask test"]
            fn $name() { super::$name(&crate::place::Place::postgres()); })*
        }
    };
}

on_both! {
    every_kind_of_value_comes_back;
    what_fails_changes_nothing_and_harms_nobody_else;
    many_writers_lose_nothing;
    tables_are_made_once_and_never_backwards;
    a_rule_of_the_tables_refuses;
    a_program_that_comes_anew_finds_everything;
    a_signature_counts_once_it_is_confirmed_by_a_button;
    a_link_late_forged_or_of_another_kind_confirms_nothing;
    nobody_learns_who_signed_and_nobody_is_pestered;
    one_mailbox_signs_once;
    who_has_signed_is_written_to_where_they_confirmed;
    what_is_wrong_is_refused_and_nothing_kept;
    a_network_that_asks_too_often_waits;
    who_withdraws_is_erased_and_may_sign_again;
    who_is_removed_stays_out;
    a_receipt_finds_its_signature_in_the_days_root;
    a_dropped_signature_is_noticed;
    what_was_signed_cannot_be_changed;
    what_nobody_confirms_is_forgotten;
    histories_agree_with_a_list;
    who_brings_no_work_while_many_sign_waits_and_loses_nothing;
    a_guard_that_is_up_is_up_for_everybody;
    what_a_moderator_decides_is_shown_counted_and_written_down;
    what_may_be_advertised_is_read_before_it_is_shown;
    one_name_from_one_network_is_looked_at;
    what_was_removed_is_erased_in_time_and_stays_out;
    what_was_collected_elsewhere_is_counted_apart_and_once;
    what_lacks_its_provenance_is_not_taken;
    the_addressee_receives_counts_or_names_and_never_an_address;
    a_link_signs_in_once;
    the_first_link_makes_an_administrator_and_all_of_them_end_with_the_first_who_enters;
    sessions_end_by_time_by_choice_and_with_the_account;
    the_last_administrator_stays;
    nobody_learns_who_has_an_account;
    what_was_done_is_written_down;
    who_is_invited_enters_and_who_changes_role_may_do_other_things;
    a_challenge_is_answered_once_in_time_and_by_whom_it_was_put_to;
    a_passkey_is_its_owners_alone_and_ends_with_the_account;
    letters_are_shown_as_they_stand;
    who_asks_joins_by_confirming_and_leaves_by_one_click;
    an_issue_reaches_everybody_once;
    an_issue_pauses_and_goes_on;
    a_letter_that_fails_is_tried_again_and_then_given_up;
    a_mailbox_that_is_not_there_receives_nothing_more;
    what_was_carried_when_a_program_died_is_not_sent_again;
    who_joins_is_welcomed_in_time;
    who_leaves_is_welcomed_no_more_and_nobody_twice;
    who_leaves_one_list_still_agrees_to_the_other;
    nobody_sees_a_draft_and_everybody_what_is_published;
    what_is_scheduled_is_seen_when_its_time_has_come;
    of_two_who_save_at_once_the_second_is_told_and_loses_nothing;
    every_save_is_a_revision_and_an_old_one_comes_back_as_a_new_one;
    an_old_address_leads_to_the_new_one;
    lists_show_what_is_public_in_their_order;
    people_stand_in_the_order_that_editors_give;
    who_is_removed_leaves_no_trace;
    what_is_imported_keeps_its_time;
    a_campaign_begins_with_its_site_once;
    an_organisation_is_listed_once_a_moderator_accepts_it;
    a_moderator_declines_or_ends_with_a_reason;
    what_is_wrong_with_an_application_is_said;
    links_of_joining_open_only_what_they_are_for;
    an_organisation_entered_by_hand_has_no_contact;
    a_logo_is_a_stored_picture_and_stays_while_it_is_shown;
    a_volunteer_confirms_is_listed_and_ends_it;
    a_message_is_sealed_and_answered_by_letter;
    a_contact_form_takes_no_flood_and_no_header;
    places_are_taken_in_turn_and_who_waits_moves_up;
    a_registration_counts_once_it_is_confirmed_by_a_button;
    an_event_that_is_called_off_or_over_takes_nobody;
    what_is_wrong_with_an_event_is_said;
    many_come_at_once_and_no_place_is_given_twice;
    the_table_of_what_is_kept_names_every_column;
    a_person_sees_everything_downloads_it_and_erases_it;
    who_asks_for_their_data_is_written_to_and_nobody_learns_whose_are_kept;
    what_has_outlived_its_purpose_is_gone;
    a_backup_comes_back_whole_into_either_database;
    a_backup_that_is_not_whole_is_refused;
    a_backup_is_of_one_instant_while_others_write;
    a_file_is_kept_shown_replaced_and_removed;
    a_page_is_found_exactly_while_it_is_shown;
    what_is_exported_comes_back_as_it_was;
    what_is_uploaded_waits_sealed_and_is_taken_in_once;
    an_archive_of_everything_comes_back_as_it_was;
    a_file_knows_every_text_that_shows_it;
    an_event_is_found_exactly_while_it_takes_place;
    a_petition_is_found_once_it_is_open;
    an_issue_is_found_once_it_was_sent;
    an_organisation_is_found_while_it_is_listed;
    a_file_or_a_letter_is_found_while_it_is_listed;
    what_is_found_is_public_and_has_the_words;
    what_was_there_before_the_index_is_found;
    what_is_wrong_with_a_pledge_is_refused;
    one_network_pledges_at_a_bounded_pace;
    a_payment_finds_its_pledge_in_every_form_of_statement;
    a_reference_in_a_column_of_its_own_is_found;
    one_movement_in_two_forms_is_booked_once;
    equal_lines_of_one_day_are_two_payments;
    what_is_not_certain_waits_for_a_person;
    a_person_says_what_a_line_is_and_takes_it_back;
    a_statement_is_looked_at_before_it_is_taken_in;
    a_statement_in_another_currency_is_refused_whole;
    an_event_is_booked_once_however_often_it_is_told;
    events_out_of_order_come_to_the_same;
    a_dispute_takes_and_may_give_again;
    a_monthly_gift_is_booked_each_month_and_ended_with_its_pledge;
    what_is_not_as_pledged_is_booked_as_it_came_or_not_at_all;
    only_who_holds_the_secret_is_believed_and_only_for_five_minutes;
    what_stripe_kept_is_booked_once;
    a_giver_sees_what_is_kept_and_what_the_law_does_not_ask_for_goes;
    a_form_that_is_sent_twice_is_booked_once;
    what_was_booked_is_taken_back_and_never_deleted;
    receipts_have_no_gaps_whoever_issues_and_whatever_fails;
    currencies_are_never_added_up;
    the_ledger_says_what_came_what_it_cost_and_what_waits;
    the_books_balance_whatever_is_done;
    a_year_holds_its_gifts_and_its_letter_goes_once;
    what_comes_back_ends_a_subscription_only_where_it_was_sent;
    a_complaint_ends_a_subscription;
    who_leaves_by_a_letter_is_counted_with_its_issue;
    a_pause_holds_at_once_even_what_was_taken;
    a_domain_has_no_more_than_its_share;
    an_issue_waits_for_its_time;
    what_is_unknown_goes_out_again_only_when_somebody_says_so;
    a_late_word_on_what_counts_as_unknown_is_believed;
    who_can_be_shown_to_have_agreed_joins_and_others_are_asked;
    nobody_is_brought_in_without_consent;
    who_left_after_agreeing_stays_out;
    what_is_taken_out_comes_in_again;
}

use archive::*;
use collected::*;
use content::*;
use event::*;
use exchange::*;
use files::*;
use gift::*;
use histories::*;
use joining::*;
use moderation::*;
use newsletter::*;
use newsletter_files::*;
use newsletter_many::*;
use people::*;
use petition::*;
use privacy::*;
use search::*;

const THINGS: &[Table] =
    &[Table("CREATE TABLE thing (id {id}, name TEXT UNIQUE, size {int}, bytes {bytes}){strict}")];

fn open(place: &Place) -> Db {
    Db::open(&place.location, THINGS).unwrap()
}

fn add(sql: &mut dyn Sql, name: &str) -> Result<i64, DbError> {
    let added = "INSERT INTO thing (name, size, bytes) VALUES ($1, $2, $3) RETURNING id";
    sql.number(added, &values![name, 3, b"\0\xff".as_slice()])
}

fn count(db: &Db) -> i64 {
    db.read::<_, DbError>(|sql| sql.number("SELECT COUNT(*) FROM thing", &[])).unwrap()
}

fn every_kind_of_value_comes_back(place: &Place) {
    let db = open(place);
    let id = db.write(|sql| add(sql, "a;'\" --")).unwrap();
    let empty = "INSERT INTO thing (name, size, bytes) VALUES ($1, $2, $3)";
    db.write(|sql| sql.run(empty, &[Value::Null, Value::Null, Value::Null])).unwrap();
    let asked = "SELECT name, size, bytes FROM thing ORDER BY id";
    let rows = db.read::<_, DbError>(|sql| sql.rows(asked, &[])).unwrap();
    assert_eq!((rows[0].text(0).unwrap(), rows[0].int(1).unwrap()), ("a;'\" --", 3));
    assert_eq!(rows[0].bytes(2).unwrap(), b"\0\xff");
    assert_eq!((rows[1].maybe_text(0).unwrap(), rows[1].maybe_int(1).unwrap()), (None, None));
    assert_eq!(rows[1].maybe_bytes(2).unwrap(), None);
    assert!(id > 0 && matches!(rows[0].int(0), Err(DbError::Form(_))));
    assert!(matches!(rows[0].text(7), Err(DbError::Form(_))));
}

fn what_fails_changes_nothing_and_harms_nobody_else(place: &Place) {
    let db = Arc::new(open(place));
    let threads: Vec<_> = (0..40)
        .map(|number| {
            let db = Arc::clone(&db);
            thread::spawn(move || {
                db.write(move |sql| {
                    add(sql, &format!("thing {number}"))?;
                    match number % 3 {
                        0 => Err(DbError::Form("on purpose".into())),
                        1 => sql.run("INSERT INTO nowhere VALUES ($1)", &values![1]).map(|_| ()),
                        _ => Ok(()),
                    }
                })
            })
        })
        .collect();
    let ended: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert!(ended.iter().enumerate().all(|(number, ended)| ended.is_ok() == (number % 3 == 2)));
    assert_eq!(count(&db), 13);
}

fn many_writers_lose_nothing(place: &Place) {
    let (one, other) = (Arc::new(open(place)), Arc::new(open(place)));
    let threads: Vec<_> = (0..16)
        .map(|writer| {
            let db = Arc::clone(if writer % 2 == 0 { &one } else { &other });
            thread::spawn(move || {
                for number in 0..25 {
                    db.write(move |sql| add(sql, &format!("{writer}/{number}"))).unwrap();
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(count(&one), 400);
}

fn tables_are_made_once_and_never_backwards(place: &Place) {
    let first = open(place);
    first.write(|sql| add(sql, "kept")).unwrap();
    let more = [THINGS, &[Table("ALTER TABLE thing ADD COLUMN colour TEXT")]].concat();
    Db::open(&place.location, &more).unwrap();
    let again = Db::open(&place.location, &more).unwrap();
    assert_eq!(count(&again), 1);
    assert_eq!(Db::open(&place.location, THINGS).err(), Some(DbError::Newer(2)));
}

fn a_rule_of_the_tables_refuses(place: &Place) {
    let db = open(place);
    db.write(|sql| add(sql, "once")).unwrap();
    assert!(matches!(db.write(|sql| add(sql, "once")), Err(DbError::Refused(_))));
    assert_eq!(count(&db), 1);
}

fn a_program_that_comes_anew_finds_everything(place: &Place) {
    let db = open(place);
    db.write(|sql| add(sql, "kept")).unwrap();
    drop(db);
    assert_eq!(count(&open(place)), 1);
}
