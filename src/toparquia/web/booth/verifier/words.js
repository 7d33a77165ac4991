// What each check is, and each refusal, in the words of a neighbour: [Spanish, English].

const CHECKS = {
  "archive.bytes": ["El archivo está entero, y cada parte es la que su nombre dice.", "The file is whole, and each part is what its name says."],
  "archive.chain": ["Cada hecho nombra al anterior: nada se quitó ni se metió después.", "Each event names the one before: nothing was taken out or put in later."],
  "archive.course": ["Todo pasó en su orden: apertura, boletas, cierre, suma, apertura de la suma, resultado.", "All happened in its order: opening, ballots, closing, sum, opening of the sum, result."],
  "archive.complete": ["La votación está terminada.", "The vote is finished."],
  election: ["Las preguntas y la clave de la elección están bien hechas.", "The questions and the election's key are well made."],
  credentials: ["Cada credencial publicada es válida y distinta.", "Each published credential is valid and distinct."],
  trustees: ["Los custodios probaron que tienen sus claves, y juntas forman la de la elección.", "The trustees proved that they hold their keys, and together these form the election's."],
  "ballots.format": ["Cada boleta está escrita de la única manera posible.", "Each ballot is written in the only possible way."],
  "ballots.election": ["Cada boleta es de esta elección.", "Each ballot is of this election."],
  "ballots.credentials": ["Cada boleta viene de una credencial publicada.", "Each ballot comes from a published credential."],
  "ballots.distinct": ["Ninguna boleta es copia de otra.", "No ballot is a copy of another."],
  "ballots.signature": ["Cada boleta está firmada por su credencial.", "Each ballot is signed by its credential."],
  "ballots.answers": ["Cada boleta responde a todas las preguntas.", "Each ballot answers all the questions."],
  "ballots.elements": ["Cada número cifrado es de los que se permiten.", "Each encrypted number is of the kind allowed."],
  "ballots.individual_proofs": ["Nadie marcó una opción más de una vez.", "Nobody marked an option more than once."],
  "ballots.overall_proofs": ["Nadie marcó más ni menos opciones de las permitidas.", "Nobody marked more or fewer options than allowed."],
  "ballots.blank_proofs": ["Nadie votó en blanco y marcó opciones a la vez.", "Nobody voted blank and marked options at once."],
  tally: ["La suma es la de las boletas: la última de cada credencial.", "The sum is that of the ballots: the last of each credential."],
  "tally.counts": ["El número de boletas contadas es el que se dice.", "The number of ballots counted is as stated."],
  decryptions: ["Los custodios que hacían falta abrieron esa suma, y ninguna otra.", "The trustees needed opened that sum, and no other."],
  "decryptions.second_proofs": ["Las segundas pruebas de los custodios, más fuertes, también están bien.", "The trustees' second, stronger proofs are right too."],
  result: ["El resultado es el que sale de la suma.", "The result is what comes out of the sum."],
  fingerprints: ["Compara las huellas con las publicadas en el acta y en la prensa.", "Compare the fingerprints with those in the certificate and the press."],
  program: ["El programa pudo terminar.", "The program was able to finish."],
};

const REASONS = {
  file_unreadable: ["No se pudo leer el archivo.", "The file could not be read."],
  file_changed: ["El archivo cambió mientras se leía.", "The file changed while it was read."],
  program_failed: ["El programa falló; así no se puede dar por verificado.", "The program failed; so it can't be called verified."],
  archive_cut_short: ["El archivo está cortado.", "The file is cut short."],
  member_malformed: ["Una parte del archivo no tiene la forma debida.", "A part of the file does not have the due form."],
  head_malformed: ["No es el archivo de una votación, o es de otra versión.", "This is not the archive of a vote, or it is of another version."],
  content_hash_wrong: ["Una parte no es la que su nombre dice: fue cambiada.", "A part is not what its name says: it was changed."],
  chain_broken: ["Un hecho no nombra al anterior.", "An event does not name the one before."],
  event_out_of_order: ["Un hecho está fuera de su orden.", "An event is out of its order."],
  pieces_wrong: ["A un hecho le faltan o le sobran partes.", "An event lacks parts, or has too many."],
  pieces_left_over: ["Al final sobran partes de un hecho que no está.", "Parts are left over at the end, of an event that is not there."],
  archive_unfinished: ["La votación no está terminada.", "The vote is not finished."],
  text_malformed: ["Un texto no se puede leer.", "A text can't be read."],
  text_not_canonical: ["Un texto no está escrito de la única manera permitida.", "A text is not written in the only way allowed."],
  text_not_ascii: ["Un texto tiene signos que no se permiten.", "A text has characters that are not allowed."],
  text_too_long: ["Un texto es más largo de lo posible.", "A text is longer than possible."],
  key_repeated: ["Algo que debe estar una vez está dos.", "Something that must be there once is there twice."],
  shape_unexpected: ["Faltan datos, sobran, o están en otro orden.", "Particulars are missing, too many, or in another order."],
  scalar_not_canonical: ["Un número no está escrito de la única manera permitida.", "A number is not written in the only way allowed."],
  element_not_canonical: ["Un número cifrado no está escrito de la única manera permitida.", "An encrypted number is not written in the only way allowed."],
  element_outside_group: ["Un número cifrado no es de los permitidos.", "An encrypted number is not one of those allowed."],
  element_neutral: ["Una clave es la que cualquiera conoce.", "A key is the one that everyone knows."],
  version_unknown: ["La elección es de otra versión del protocolo.", "The election is of another version of the protocol."],
  group_unknown: ["La elección usa números que este programa no conoce.", "The election uses numbers that this program does not know."],
  question_unsound: ["Una pregunta no se puede responder.", "A question can't be answered."],
  weight_malformed: ["El peso de una credencial no es un número de 1 en adelante.", "A credential's weight is not a number from 1 up."],
  credential_repeated: ["Una credencial está dos veces en la lista.", "A credential is on the list twice."],
  key_proof_wrong: ["Un custodio no probó que tiene su clave.", "A trustee did not prove to hold the key."],
  certificate_wrong: ["El certificado de un custodio no está bien.", "A trustee's certificate is wrong."],
  commitments_wrong: ["Un custodio no firmó sus compromisos.", "A trustee did not sign the commitments."],
  certificate_list_differs: ["Un custodio firmó otra lista de certificados.", "A trustee signed another list of certificates."],
  verification_key_wrong: ["La clave de un custodio no es la que salió de la ceremonia.", "A trustee's key is not the one that the ceremony gave."],
  election_key_wrong: ["La clave de la elección no es la de estos custodios.", "The election's key is not that of these trustees."],
  ballot_of_another_election: ["Es de otra elección.", "It is of another election."],
  credential_unknown: ["Viene de una credencial que no está en la lista.", "It comes from a credential that is not on the list."],
  ballot_repeated: ["Ya estaba antes: repetirla desharía un cambio de voto.", "It was there before: repeating it would undo a changed vote."],
  ciphertext_repeated: ["Tiene una parte copiada de otra boleta.", "It has a part copied from another ballot."],
  signature_hash_wrong: ["Fue cambiada después de firmarla.", "It was changed after it was signed."],
  signature_wrong: ["La firma no es de su credencial.", "The signature is not of its credential."],
  answers_miscounted: ["No tiene tantas respuestas y pruebas como debe.", "It does not have as many answers and proofs as it must."],
  blank_proof_misplaced: ["La prueba del voto en blanco falta o sobra.", "The proof of the blank vote is missing or should not be there."],
  individual_proof_wrong: ["No está probado que una opción vale 0 o 1.", "It is not proved that an option is worth 0 or 1."],
  overall_proof_wrong: ["No está probado que marca tantas opciones como se permite.", "It is not proved that as many options are marked as allowed."],
  blank_proof_wrong: ["No está probado que no es en blanco y con opciones a la vez.", "It is not proved that it is not blank and marked at once."],
  tally_wrong: ["La suma publicada no es la de las boletas.", "The published sum is not that of the ballots."],
  counts_wrong: ["El número de boletas contadas, o su peso, no es el que se dice.", "The number of ballots counted, or their weight, is not as stated."],
  owner_unknown: ["No hay tal custodio.", "There is no such trustee."],
  owner_repeated: ["Un custodio está dos veces.", "A trustee is there twice."],
  too_few_trustees: ["Faltan custodios para abrir la suma.", "Trustees are missing to open the sum."],
  decryption_wrong: ["Un custodio no probó que abrió bien la suma.", "A trustee did not prove to have opened the sum rightly."],
  second_proofs_of_another_tally: ["Las segundas pruebas son de otra suma.", "The second proofs are of another sum."],
  second_proof_missing: ["Falta la segunda prueba de un custodio.", "A trustee's second proof is missing."],
  second_proof_wrong: ["La segunda prueba de un custodio no está bien.", "A trustee's second proof is wrong."],
  result_out_of_range: ["Un número del resultado es mayor que los votos contados.", "A number of the result is greater than the votes counted."],
  result_wrong: ["El resultado no es el que sale de la suma.", "The result is not what comes out of the sum."],
};

const PLACES = {
  event: ["Hecho", "Event"],
  ballot: ["Boleta", "Ballot"],
  credential: ["Credencial", "Credential"],
  trustee: ["Custodio", "Trustee"],
  question: ["pregunta", "question"],
  choice: ["opción", "option"],
};

/** Return one check of a report with its sentence, as the program's other verifier writes it. */
export function said({ name, ok, reason, where = {} }, language) {
  const at = language === "en" ? 1 : 0;
  if (ok) return { name, ok, detail: CHECKS[name][at] };
  const places = Object.keys(PLACES).filter((place) => where[place] !== undefined);
  const place = places.map((one) => `${PLACES[one][at]} ${where[one]}`).join(", ");
  const sentence = (REASONS[reason] ?? REASONS.program_failed)[at];
  const detail = place ? `${place[0].toUpperCase()}${place.slice(1)}: ${sentence}` : sentence;
  return { name, ok, detail, code: reason };
}

export const REASON_NAMES = Object.keys(REASONS);
