//! What a line means as the answer to a question.

use zeroize::Zeroizing;

use crate::secret::Secret;
use crate::wizard::event::Typing;
use crate::wizard::state::Overlay;
use crate::wizard::{Action, Event, State};

use super::choice::Does;
use super::question::{Kind, Question, focused};

/// What is to be done with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Events(Vec<Event>),
    /// The value of the field with this name; it is gone on with if it stayed in that field.
    Value {
        field: String,
        text: Secret,
    },
    Help,
    /// The list of steps, or back from it.
    Steps(bool),
    Repeat,
    /// It is no answer; the sentence says what is.
    Not(&'static str),
}

fn did(action: Action) -> Answer {
    Answer::Events(vec![Event::Did(action)])
}

/// Reads a line.
pub(super) fn answer(state: &State, question: &Question, line: &Zeroizing<String>) -> Answer {
    let text = line.trim();
    if let Some(word) = text.strip_prefix('/').filter(|word| is_command(word)) {
        return command(state, question, word).unwrap_or(Answer::Not("plain-not-understood"));
    }
    if question.takes_bare_words()
        && is_command(text)
        && let Some(answer) = command(state, question, text)
    {
        return answer;
    }
    match question.kind {
        Kind::Menu | Kind::Steps => match question.enter() {
            Some(_) if text.is_empty() && question.kind == Kind::Menu => did(Action::Continue),
            _ => Answer::Not("plain-not-understood"),
        },
        Kind::Box if text.is_empty() => match question.enter() {
            Some(_) => did(Action::Continue),
            None => Answer::Not("notice-box-is-empty"),
        },
        Kind::Box if is_command(text) => Answer::Not("plain-not-understood"),
        Kind::Box | Kind::Search => Answer::Events(replaced(line)),
        Kind::Secret if text.is_empty() => Answer::Not("plain-not-understood"),
        Kind::Secret => {
            let mut events = replaced(line);
            events.push(Event::Did(Action::Continue));
            Answer::Events(events)
        }
        Kind::Field if text.is_empty() => did(Action::Continue),
        Kind::Field => match focused(state) {
            Some(field) => Answer::Value {
                field: field.id.clone(),
                text: Secret::new(line.as_str()),
            },
            None => Answer::Not("plain-not-understood"),
        },
        Kind::YesNo => yes_or_no(state, text),
    }
}

/// The text under edit is replaced by the line.
fn replaced(line: &Zeroizing<String>) -> Vec<Event> {
    let mut events = vec![Event::Typed(Typing::Clear)];
    if !line.trim().is_empty() {
        events.push(Event::Pasted(Secret::new(line.as_str())));
    }
    events
}

/// A word that no value consists of: a letter, a sign, or a number of a list.
fn is_command(word: &str) -> bool {
    let digits = word.len() <= 3 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    digits || letter || word == "?" || word == "."
}

fn command(state: &State, question: &Question, word: &str) -> Option<Answer> {
    if let Ok(number) = word.parse::<usize>() {
        return numbered(state, question, number);
    }
    let letter = word.chars().next()?;
    let steps = question.kind == Kind::Steps;
    let named = question
        .choices
        .iter()
        .find(|choice| !steps && choice.letter() == Some(letter));
    if let Some(choice) = named {
        return Some(does(&choice.does));
    }
    match letter {
        '?' => Some(Answer::Help),
        '.' => Some(Answer::Repeat),
        'q' => Some(did(Action::Quit)),
        'b' if steps => Some(Answer::Steps(false)),
        'b' => Some(back(question)),
        'e' if question.kind == Kind::Field => {
            Some(Answer::Events(vec![Event::Typed(Typing::Clear)]))
        }
        _ => None,
    }
}

fn does(what: &Does) -> Answer {
    match what {
        Does::Act(action) => did(action.clone()),
        Does::Steps => Answer::Steps(true),
        Does::Help => Answer::Help,
    }
}

/// Closes what is on top; where nothing is, to the step before.
fn back(question: &Question) -> Answer {
    let offered = |action: &Action| {
        question
            .choices
            .iter()
            .any(|choice| choice.does == Does::Act(action.clone()))
    };
    [Action::Back, Action::Previous]
        .into_iter()
        .find(offered)
        .map_or(Answer::Not("plain-no-way-back"), did)
}

fn numbered(state: &State, question: &Question, number: usize) -> Option<Answer> {
    let index = number.checked_sub(1)?;
    if question.kind == Kind::Steps {
        let step = state.provider.steps.get(index)?;
        return Some(did(Action::Open(step.id.clone())));
    }
    if index >= question.before {
        let choice = question.choices.get(index - question.before)?;
        return Some(does(&choice.does));
    }
    let Some(Overlay::Trouble { selected, .. }) = &state.overlay else {
        return None;
    };
    let (step, count) = if index >= *selected {
        (Action::Next, index - selected)
    } else {
        (Action::Previous, selected - index)
    };
    let mut events = vec![Event::Did(step); count];
    events.push(Event::Did(Action::Continue));
    Some(Answer::Events(events))
}

fn yes_or_no(state: &State, text: &str) -> Answer {
    let yes = match text.to_lowercase().as_str() {
        "" => None,
        "y" | "yes" | "예" | "네" => Some(true),
        "n" | "no" | "아니요" | "아니오" => Some(false),
        _ => return Answer::Not("plain-not-yes-no"),
    };
    let now = focused(state).is_some_and(crate::wizard::field::FormField::yes);
    let mut events = Vec::new();
    if yes.is_some_and(|yes| yes != now) {
        events.push(Event::Did(Action::Toggle));
    }
    events.push(Event::Did(Action::Continue));
    Answer::Events(events)
}

#[cfg(test)]
mod tests;
