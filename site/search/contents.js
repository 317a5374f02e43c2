dossier([["words"],[0]]);
